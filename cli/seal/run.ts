import type { X509Certificate } from 'node:crypto';
import { printable } from 'kube-strict/ground/printable.ts';
import { readTextFile } from 'kube-strict/ground/read-file.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { DCAP_NAMESPACE, PCCS_SERVICE } from '../../constructs/intel-dcap/names.ts';
import type { SealingScope } from '../../constructs/intel-dcap/sealed-secrets.ts';
import { checkProfile } from '../../profiles/check.ts';
import { valueAt } from '../../profiles/path.ts';
import { YamlSource } from '../../profiles/yaml-source.ts';
import { isProfileFile, profilesIn, unknownProfile } from '../choose-profiles.ts';
import { replaceFiles } from '../replace-files.ts';
import { certificateIn, day, opens, sealingProblems, trustProblems } from './certificates.ts';
import { type PlainSecrets, plainSecrets, valueProblems } from './check-values.ts';
import { sealValue } from './encrypt.ts';
import { readInput } from './inputs.ts';
import type { SealOptions } from './options.ts';
import { readPlainValues } from './plain-values.ts';
import { blockText, type SealedBlock, withBlock } from './profile-block.ts';

const SCOPES: readonly SealingScope[] = ['strict', 'namespace-wide', 'cluster-wide'];

/**
 * Seals the secrets of the attestation services for a cluster, and prints them as a part of its profile, or writes them
 * into it. All that was given is judged first, and the new profile too: it is written whole, or not at all.
 *
 * @param environment where tokens and the API key are looked for
 * @throws UserError with every problem; none holds any part of a value
 */
export function seal(
  nameOrFile: string,
  options: SealOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ExitStatus {
  const now = Date.now();
  const profile = foundProfile(nameOrFile, options.profiles);
  const withTls = valueAt(profile.value, ['pccs', 'tls', 'source']) !== 'cert-manager';
  const authority = valueAt(profile.value, ['pccs', 'tls', 'certificateAuthority']);
  const { certificate, problems: certificateProblems } = sealingCertificate(options, now);
  const { values, problems: inputProblems } = readPlainValues(environment, options.fromFile);
  const problems = [
    ...profile.problems,
    ...certificateProblems,
    ...inputProblems,
    ...valueProblems(values, withTls, now),
    ...(typeof authority === 'string' && withTls
      ? trustProblems(values['file.crt'] ?? '', authority, PCCS_SERVICE)
      : []),
    ...(certificate !== undefined && opens(values['private.pem'], certificate) ? [SEALED_WITH_OWN_KEY] : []),
  ];
  if (problems.length > 0 || certificate === undefined) throw new UserError(problems);
  const scope = options.scope ?? scopeOf(profile.value);
  const block = sealAll(plainSecrets(values, withTls), certificate, scope);
  const text = withBlock(profile.text, block);
  const remaining = checkProfile(text, profile.file).problems;
  // Lines of a text that nobody sees.
  if (remaining.length > 0) throw new UserError(remaining.map(({ line: _, column: __, ...rest }) => rest));
  if (options.write !== true) {
    process.stdout.write(blockText(block));
    return 0;
  }
  replaceFiles([{ file: profile.file, before: Buffer.from(profile.text), after: text }]);
  const count = Object.values(block.encrypted).flatMap(Object.keys).length;
  process.stdout.write(
    `${printable(profile.file)}: ${count} values sealed, scope ${scope}, for the certificate until ${day(certificate.validTo)} with SHA-256 ${certificate.fingerprint256}\n`,
  );
  return 0;
}

function sealAll(plain: PlainSecrets, { publicKey }: X509Certificate, scope: SealingScope): SealedBlock {
  const encrypted = Object.entries(plain).map(([name, values]) => {
    const sealed = Object.entries(values).map(([key, value]) => [
      key,
      sealValue(value, publicKey, { scope, namespace: DCAP_NAMESPACE, name }),
    ]);
    return [name, Object.fromEntries(sealed)];
  });
  return { source: 'sealed-secrets', scope, encrypted: Object.fromEntries(encrypted) };
}

function scopeOf(profile: unknown): SealingScope {
  const written = valueAt(profile, ['pccs', 'secrets', 'scope']);
  return SCOPES.find((scope) => scope === written) ?? 'strict';
}

function sealingCertificate(
  { certificate: path, fromFile }: SealOptions,
  now: number,
): { readonly certificate?: X509Certificate | undefined; readonly problems: readonly Problem[] } {
  const standardInput = [path, ...fromFile.map((entry) => entry.slice(entry.indexOf('=') + 1))];
  if (standardInput.filter((one) => one === '-').length > 1) {
    const message = 'the standard input can be read once only';
    return { problems: [{ message, fix: 'give one of the inputs as a file' }] };
  }
  const read = readInput(path);
  if ('reason' in read) {
    const fix = 'fetch it from the cluster: kubeseal --fetch-cert > FILE';
    return { problems: [{ file: path, message: `cannot be read: ${read.reason}`, fix }] };
  }
  const certificate = certificateIn(read.text);
  return { certificate, problems: sealingProblems(certificate, now) };
}

interface FoundProfile {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** All but those of what is to be replaced. */
  readonly problems: readonly Problem[];
}

/** The profile may lack the very values that are made for it. */
function foundProfile(nameOrFile: string, folder: string): FoundProfile {
  const isFile = isProfileFile(nameOrFile);
  const read = (isFile ? [nameOrFile] : profilesIn(folder)).map((file) => ({ file, ...readTextFile(file) }));
  const known = read.flatMap((one) =>
    'text' in one ? [{ ...one, ...checkProfile(one.text, one.file) }] : [],
  );
  const [found, twin] = isFile ? known : known.filter(({ name }) => name?.text === nameOrFile);
  if (found === undefined) {
    const names = known.flatMap(({ name }) => name?.text ?? []);
    const unreadable = read.flatMap((one) => ('problem' in one ? [one.problem] : []));
    throw new UserError(isFile ? unreadable : [unknownProfile(nameOrFile, names)]);
  }
  const { file, text } = found;
  if (twin !== undefined) {
    const message = `is the name of ${twin.file} too`;
    throw new UserError([{ file, path: 'name', message, fix: 'give the file instead of the name' }]);
  }
  const source = YamlSource.read(text);
  const { value } = source;
  // What cannot be read for certain is not to be changed either.
  const others = found.problems.filter(
    ({ path = '' }) => source.problems.length > 0 || !/^pccs\.secrets(?![\w-])/.test(path),
  );
  // Nothing else that is wrong matters then.
  if (valueAt(value, ['tee']) === 'snp') throw new UserError([{ file, ...WRONG_TEE }]);
  if (source.problems.length > 0 || valueAt(value, ['tee']) === undefined) throw new UserError(others);
  return { file, text, value, problems: others };
}

const SEALED_WITH_OWN_KEY: Problem = {
  path: 'private.pem',
  message: 'is the key that opens what is sealed: PCCS, and whoever made it, could read all of it',
  fix: 'make another one for PCCS: openssl req -x509 -newkey rsa:2048 -nodes -keyout private.pem -out file.crt',
};

const WRONG_TEE: Problem = {
  path: 'tee',
  message: 'the profile has no such secrets: they are of the services for Intel TDX',
  fix: 'name a profile with "tee: tdx"; this one needs none',
};
