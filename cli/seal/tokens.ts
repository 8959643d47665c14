import { createHash } from 'node:crypto';
import type { Problem } from 'kube-strict/ground/user-error.ts';
import { DEFAULT_PCCS_TOKENS } from '../../policy/support/pccs.ts';
import { type PlainValues, VARIABLES } from './plain-values.ts';

/**
 * Characters that a token has at least.
 *
 * PCCS keeps a plain SHA-512 of each token (document section 3.2), of which a graphics card computes billions a second:
 * whoever reads the hashes, with the Secret or with the database of the cluster, tries tokens at that speed. 32
 * hexadecimal digits are 128 bits, which nobody tries; any other characters are more.
 */
export const TOKEN_LENGTH = 32;

const NEW_TOKEN = 'make another one: openssl rand -hex 32';
const TOKENS = ['PCCS_USER_TOKEN', 'PCCS_ADMIN_TOKEN'] as const;

/** What is wrong with tokens, each by itself and all values together: a token protects nothing if it can be guessed. */
export function tokenProblems(values: PlainValues): Problem[] {
  return [...TOKENS.flatMap((name) => weakness(name, values[name])), ...relations(values)];
}

function weakness(path: (typeof TOKENS)[number], token: string | undefined): Problem[] {
  if (token === undefined || token === '') return [];
  const message = guess(token);
  return message === undefined ? [] : [{ path, message, fix: NEW_TOKEN }];
}

/** How a token can be guessed; undefined for one that looks random. The first reason is enough. */
function guess(token: string): string | undefined {
  if (isDefault(token)) return 'is a default that everybody knows';
  if (DEFAULT_PCCS_TOKENS.some((known) => sha512(known) === token.toLowerCase()))
    return 'is the hash of a default that everybody knows';
  if (token.length < TOKEN_LENGTH)
    return `is too short to protect anything: expected at least ${TOKEN_LENGTH} characters, found ${token.length}`;
  if (period(token) <= token.length / 2) return 'is a shorter text over and over, and as easy to guess';
  // Of 32 random hexadecimal digits less than 7 different ones are seen once in a billion times.
  if (new Set(token).size < 7) return 'has hardly any different characters: it is no random token';
  if (steps(token) > (token.length * 2) / 3) return 'counts up or down: it is no random token';
  return undefined;
}

function isDefault(token: string): boolean {
  return DEFAULT_PCCS_TOKENS.includes(token.toLowerCase());
}

/** Length of the shortest text that is repeated to make up a text, the last time perhaps in part (Knuth, Morris, Pratt). */
function period(text: string): number {
  const border = [0];
  for (let end = 1, length = 0; end < text.length; end++) {
    while (length > 0 && text[end] !== text[length]) length = border[length - 1] ?? 0;
    if (text[end] === text[length]) length++;
    border.push(length);
  }
  return text.length - (border.at(-1) ?? 0);
}

/** How many characters are the one before, or its neighbour in the alphabet. */
function steps(text: string): number {
  return [...text].filter(
    (_, index) => index > 0 && Math.abs(text.charCodeAt(index) - text.charCodeAt(index - 1)) <= 1,
  ).length;
}

/** Values of which one gives away another. The first of a pair is the one that more people get to see. */
function relations(values: PlainValues): Problem[] {
  const pairs = VARIABLES.flatMap((one, index) =>
    VARIABLES.slice(index + 1).map((other) => [one, other] as const),
  );
  return pairs.flatMap(([one, other]) => {
    const relation = related(values[one], values[other]);
    if (relation === undefined) return [];
    const where = one === 'PCCS_USER_TOKEN' ? ', which is on every node' : '';
    return [{ path: other, message: `${relation} ${one}${where}`, fix: NEW_TOKEN }];
  });
}

function related(one: string | undefined, other: string | undefined): string | undefined {
  if (!one || !other) return undefined;
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left === right) return 'is the same as';
  if (sha512(one) === right || sha512(other) === left)
    return 'can be computed (SHA-512) from, or gives away,';
  // What is shorter is in many a text by chance.
  if (Math.min(left.length, right.length) < 8) return undefined;
  return left.includes(right) || right.includes(left) ? 'is a part of, or contains,' : undefined;
}

function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex');
}
