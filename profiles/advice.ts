import { nearest } from 'kube-strict/ground/nearest.ts';
import { hasSecretName } from 'kube-strict/ground/secrets.ts';
import type { Field } from './field.ts';
import { imageWords } from './image-words.ts';
import type { Path } from './path.ts';

/** Where an example alone would not help: what was expected, if the schema does not say it best, and what to do. */
export interface Advice {
  readonly expected?: string;
  readonly fix: string;
}

/** @param value undefined when it is missing */
export function advice(path: Path, value: unknown, field: Field | undefined): Advice | undefined {
  if ((path[0] === 'images' && path.length === 2) || path.at(-1) === 'image') return imageWords(value);
  if (isSealed(path)) return { fix: 'make it with: coco-gitops seal PROFILE --certificate FILE --write' };
  const made = typeof value === 'string' ? TEXTS[field?.pattern ?? '']?.(value) : undefined;
  const fix = made ?? BLOCKS[field?.pattern ?? ''];
  return fix === undefined ? undefined : { fix };
}

/**
 * Whether a value may be a secret by where it stands: below a key with the name of one, or where people put some. It is
 * then neither shown nor suggested, since messages end up in logs.
 */
export function isSecret(path: Path): boolean {
  return path.some(
    (step, index) =>
      typeof step === 'string' &&
      (hasSecretName(step) || OFTEN_SECRET.has(step) || (step === 'secrets' && path[index - 1] === 'pccs')),
  );
}

const OFTEN_SECRET: ReadonlySet<string> = new Set(['env', 'args']);

export function isSealed(path: Path): boolean {
  return ['pccs', 'secrets', 'encrypted'].every((step, index) => path[index] === step);
}

const BLOCKS: Readonly<Record<string, string>> = {
  'trustee.certificate': 'write "certificate: |" and below it, indented, one certificate in PEM form',
  'pccs.tls.certificateAuthority':
    'write "certificateAuthority: |" and below it, indented, certificates in PEM form',
  'initdata.registryCertificates':
    'write "registryCertificates: |" and below it, indented, certificates in PEM form',
  'initdata.agentPolicy':
    'write "agentPolicy: |" and below it, indented, the policy; leave it out for a closed one',
};

/** What a text was probably meant to be. */
const TEXTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  'trustee.url': withScheme,
  'gitops.repository': (text) => (/^git:\/\//.test(text) ? withScheme(text) : schemeOfGit(text)),
  'pccs.proxy': (text) => (isHost(text) ? `write http://${text}` : undefined),
  openshift: (text) => {
    const version = /^v(\d{1,3}\.\d{1,3}\.\d{1,3})$/.exec(text)?.[1];
    return version === undefined ? undefined : `write ${version}`;
  },
};

function withScheme(text: string): string | undefined {
  const rest = text.replace(/^[a-z]{1,10}:\/\//i, '');
  return isHost(rest) ? `write https://${rest}` : undefined;
}

function schemeOfGit(text: string): string | undefined {
  return /^(?:\.{0,2}\/|~)/.test(text)
    ? 'write the URL by which the cluster reaches the repository; "git remote -v" shows yours'
    : withScheme(text);
}

/** A host, perhaps with a port and a path, and nothing that could be a secret. */
function isHost(text: string): boolean {
  return /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}(?::\d{1,5})?(?:\/[\w.~/-]{0,200})?$/.test(text);
}

/** Other words for what can be chosen, by which people know it. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  '3node': 'compact',
  amd: 'snp',
  argo: 'argocd',
  auto: 'Automatic',
  fluxcd: 'flux',
  intel: 'tdx',
  pvc: 'persistent-volume-claim',
  sev: 'snp',
  sevsnp: 'snp',
  single: 'single-node',
  sno: 'single-node',
  standard: 'multi-node',
  threenode: 'compact',
  true: 'nvidia',
  yes: 'nvidia',
  false: 'none',
  no: 'none',
};

/** The choice that a word was meant to be; undefined when none is near. */
export function choiceFor(word: string, choices: readonly string[]): string | undefined {
  const plain = plainWord(word);
  const known = Object.hasOwn(OTHER_WORDS, plain) ? OTHER_WORDS[plain] : undefined;
  const same = choices.find((choice) => plainWord(choice) === plain || choice === known);
  if (same !== undefined || plain.length < 3) return same ?? nearest(word, choices);
  const [part, ...others] = choices.filter((choice) => {
    const other = plainWord(choice);
    return other.includes(plain) || plain.includes(other);
  });
  return nearest(word, choices) ?? (others.length === 0 ? part : undefined);
}

function plainWord(word: string): string {
  return word
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
