import { createHash } from 'node:crypto';
import type { Problem } from 'kube-strict/ground/user-error.ts';
import { tlsProblems } from './certificates.ts';
import { type PlainKey, type PlainValues, TLS_FILES, VARIABLES } from './plain-values.ts';
import { tokenProblems } from './tokens.ts';

/** Plain values by Secret and key, in the form in which the services read them. */
export type PlainSecrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What is wrong with the values, all of it at once; no message holds any part of one.
 *
 * @param withTls whether key and certificate of PCCS are among them
 * @param now in milliseconds
 */
export function valueProblems(values: PlainValues, withTls: boolean, now: number): Problem[] {
  const missing = [...VARIABLES, ...(withTls ? TLS_FILES : [])].filter((key) => values[key] === undefined);
  const unreadable = VARIABLES.flatMap((name) => lineProblems(name, values[name]));
  const readable = { ...values };
  for (const { path } of unreadable) delete readable[path];
  const key = values['private.pem'];
  const certificate = values['file.crt'];
  return [
    ...missing.map(absent),
    ...unreadable,
    ...tokenProblems(readable),
    ...(withTls
      ? key && certificate
        ? tlsProblems(key, certificate, now)
        : []
      : TLS_FILES.filter((name) => values[name] !== undefined).map((name) => ({
          path: name,
          message: 'is not needed: with pccs.tls.source cert-manager the certificate comes from there',
          fix: 'leave it out',
        }))),
  ];
}

/** What is stored: PCCS gets hashes of the tokens, as in the document, and the quote generation service the user token. */
export function plainSecrets(values: PlainValues, withTls: boolean): PlainSecrets {
  const value = (key: PlainKey) => values[key] ?? '';
  return {
    'pccs-secrets': {
      PCCS_API_KEY: value('PCCS_API_KEY'),
      PCCS_USER_TOKEN_HASH: sha512(value('PCCS_USER_TOKEN')),
      PCCS_ADMIN_TOKEN_HASH: sha512(value('PCCS_ADMIN_TOKEN')),
    },
    'qgs-secrets': { USER_TOKEN: value('PCCS_USER_TOKEN') },
    ...(withTls && {
      'pccs-tls': { 'private.pem': value('private.pem'), 'file.crt': value('file.crt') },
    }),
  };
}

function absent(key: PlainKey): Problem {
  const fix = VARIABLES.some((name) => name === key)
    ? `set the variable ${key}, or add --from-file ${key}=PATH`
    : `add --from-file ${key}=PATH, or have cert-manager make it: pccs.tls.source cert-manager`;
  return { path: key, message: 'missing', fix };
}

/** Tokens travel in a header of HTTP, and Node reads other characters there in another way than they are hashed here. */
function lineProblems(path: PlainKey, value: string | undefined): (Problem & { readonly path: PlainKey })[] {
  if (value === undefined || value === '' || /^[!-~]{1,4096}$/.test(value)) return [];
  const message = 'expected one line of at most 4096 letters, digits and signs, without blanks';
  return [{ path, message, fix: 'copy it again, or make one: openssl rand -hex 32' }];
}

function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex');
}
