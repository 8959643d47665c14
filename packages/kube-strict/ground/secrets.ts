/** Forms that tokens of services have, and nothing else has. */
const TOKENS: readonly (readonly [what: string, form: RegExp])[] = [
  ['a GitHub token', /^(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})$/],
  ['a GitLab token', /^glpat-[A-Za-z0-9_-]{20,}$/],
  ['an AWS access key', /^A(?:KI|SI)A[A-Z0-9]{16}$/],
  ['a Slack token', /^xox[abeoprs]-[A-Za-z0-9-]{10,}$/],
  ['a Vault token', /^hv[sbr]\.[A-Za-z0-9_-]{24,}$/],
  ['an OpenShift token', /^sha256~[A-Za-z0-9_-]{43}$/],
  ['a JSON web token', /^eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/],
];

/** How base64 of a PEM text begins. */
const PEM_BASE64 = 'LS0tLS1CRUdJTi';

/**
 * What secret a text holds, wherever in it: `a private key`; undefined when none is seen. Only forms that nothing else
 * has are looked for. Every pattern takes time in proportion to the text.
 */
export function secretIn(text: string): string | undefined {
  if (holdsPrivateKey(text)) return 'a private key';
  for (const [word] of text.matchAll(/[A-Za-z0-9_.~-]{16,}/g)) {
    const found = TOKENS.find(([, form]) => form.test(word));
    if (found !== undefined) return found[0];
  }
  if (holdsUrlPassword(text)) return 'a password in a URL';
  // Registry credentials, as in .dockerconfigjson.
  return /"auth"\s{0,8}:\s{0,8}"[A-Za-z0-9+/]{8}/.test(text) ? 'registry credentials' : undefined;
}

function holdsPrivateKey(text: string): boolean {
  return (
    places(text, '-----BEGIN ').some((at) => isPrivateKey(text.slice(at, at + 60))) ||
    places(text, PEM_BASE64).some((at) =>
      isPrivateKey(Buffer.from(text.slice(at, at + 80), 'base64').toString('latin1')),
    )
  );
}

function isPrivateKey(header: string): boolean {
  return /^-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY/.test(header);
}

/** A variable, as `$(PASSWORD)` or `<password>`, is no password. */
function holdsUrlPassword(text: string): boolean {
  return places(text, '://').some((at) => {
    const authority = /^[^\s/?#"'<>`]{1,200}/.exec(text.slice(at + 3, at + 203))?.[0] ?? '';
    const [user = ''] = authority.split('@', 1);
    const password = user.slice(user.indexOf(':') + 1);
    return user !== authority && user.includes(':') && password !== '' && !/^[$%{]/.test(password);
  });
}

/** Where a text stands in another. */
function places(text: string, part: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

/** Whether a value is a secret by its name, which ends in password, token and the like, and looks as no person would write it. */
export function isRandomSecret(name: string, value: string): boolean {
  return value !== '' && !isReference(value) && hasSecretName(name) && looksRandom(value);
}

/** Whether a name ends in password, token and the like. */
export function hasSecretName(name: string): boolean {
  return SECRET_NAME.test(name.slice(-40));
}

/** Whether a variable is a secret by its name, and its value is written out: neither a reference nor a switch, number or path. */
export function isSecretVariable(name: string, value: string): boolean {
  if (!hasSecretName(name) || isReference(value)) return false;
  return !/^(?:|true|false|yes|no|on|off|none|[0-9.]+|\/.*)$/i.test(value.trim());
}

const SECRET_NAME =
  /(?:password|passwd|passphrase|token|secret|credentials?|(?:api|access|private|secret|encryption)[-_.]?key)$/i;

/** Hexadecimal, or letters of both cases with digits: what a generator makes, and no name of Kubernetes can be. */
function looksRandom(value: string): boolean {
  if (/^[0-9a-fA-F-]{24,512}$/.test(value)) return /[0-9]/.test(value);
  const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
  return mixed && /^[A-Za-z0-9+/=_~-]{20,512}$/.test(value) && bitsPerCharacter(value) > 3.5;
}

/** Shannon's entropy. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/**
 * Whether a value stands for a secret that is elsewhere, or that only some other program can open: a reference to a
 * secret of a key broker service (guest-components, confidential-data-hub/docs/SEALED_SECRET.md), what SOPS has encrypted, or a reference
 * that a GitOps tool resolves (argocd-vault-plugin, vals, a variable of Flux).
 */
export function isReference(value: string): boolean {
  const text = value.trim();
  return (
    /^sealed\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(text) ||
    /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:/.test(text) ||
    /^<path:[^<>\s]{1,500}>$/.test(text) ||
    /^ref\+[a-z]{1,40}:\/\/[^\s]+$/.test(text) ||
    /^\$(?:\{[A-Za-z_][A-Za-z0-9_]*\}|\([A-Za-z_][A-Za-z0-9_]*\))$/.test(text)
  );
}

/** Whether a value is nothing but certificates, which are public. */
export function isCertificates(value: string): boolean {
  const rest = value.split(
    /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END (?:TRUSTED )?CERTIFICATE-----/,
  );
  return rest.length > 1 && rest.every((text) => text.trim() === '');
}
