import { isReference, isSecretVariable, secretIn } from './secrets.ts';

/** Names of flags and variables whose values are secret. A flag that ends in "secret" alone mostly has the name of a Secret. */
const SECRET_FLAG =
  /(?:password|passwd|passphrase|token|credentials?|client[-_.]?secret|(?:api|access|private|secret|encryption)[-_.]?key)$/i;
/** More words than any command has are not looked at. */
const MOST_WORDS = 10_000;

/** A flag or variable with its value, within one word of a command or a line of a shell. */
const ASSIGNED = /(?:^|[\s;"'])(?:-{1,2})?([A-Za-z][\w.-]{0,60})=("[^"]*"|'[^']*'|[^\s;"']+)/g;

/**
 * The places, in a list of words, of those that hold a secret by the name that stands before it: `--password=x`, `x` after
 * `--password`, `TOKEN=x` in a line of a shell. What has the form of a key or token is found whatever its name.
 */
export function secretWords(words: readonly unknown[]): number[] {
  const found: number[] = [];
  for (const [index, word] of words.slice(0, MOST_WORDS).entries()) {
    if (typeof word !== 'string') continue;
    const before = words[index - 1];
    if (
      secretIn(word) !== undefined ||
      holdsAssigned(word) ||
      (isFlag(before) && isSecretValue(before, word))
    )
      found.push(index);
  }
  return found;
}

function holdsAssigned(word: string): boolean {
  for (const [, name = '', value = ''] of word.matchAll(ASSIGNED)) {
    if (SECRET_FLAG.test(name) && isSecretValue(name, value)) return true;
  }
  return false;
}

function isFlag(word: unknown): word is string {
  return typeof word === 'string' && /^-{1,2}[A-Za-z][\w.-]{0,60}$/.test(word) && SECRET_FLAG.test(word);
}

/** Neither another flag, nor a variable, a placeholder or a path. */
function isSecretValue(name: string, value: string): boolean {
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  if (bare === '' || /^[-$<@%*]/.test(bare) || /^(?:file|env|secret|ref):/.test(bare)) return false;
  return !isReference(bare) && isSecretVariable(name, bare);
}
