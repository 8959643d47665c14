import type { InitdataDigests, Tee } from './digest.ts';

/**
 * The name under which the digest is looked up, as policies of validatedpatterns/coco-pattern and Trustee itself call
 * it: the claim is `input.init_data` for each TEE.
 */
export const REFERENCE_NAME = 'init_data';

/**
 * Releases of Trustee whose reference value service (RVPS) keeps its file in another format, with the key of the
 * ConfigMap that its operator mounts: a list of entries (1.1), or a map of names to entries in URL-safe base64 with
 * padding (1.2; openshift/trustee deps/key-value-storage/src/local_json/mod.rs, trustee-operator
 * internal/controller/kbsconfig_controller.go). An object under the older key keeps the operator from migrating it.
 */
export const REFERENCE_VALUES_KEYS = { '1.1': 'reference-values.json', '1.2': 'reference_value' } as const;
export type TrusteeVersion = keyof typeof REFERENCE_VALUES_KEYS;
export const TRUSTEE_VERSIONS = Object.keys(REFERENCE_VALUES_KEYS) as TrusteeVersion[];

export interface ReferenceValuesProps {
  /** Whose field of the evidence is to match. With both, either value does; their lengths differ. */
  readonly tees: readonly Tee[];
  /** The expiration of the entry, which Trustee requires, and enforces in neither release. */
  readonly expires: Date;
  readonly trustee: TrusteeVersion;
}

/** The file with the entry for initdata alone; the launch measurements have to be in it too. */
export function referenceValues(digests: InitdataDigests, props: ReferenceValuesProps): string {
  const entry = {
    name: REFERENCE_NAME,
    expiration: `${props.expires.toISOString().slice(0, 19)}Z`,
    value: props.tees.map((tee) => digests[tee]),
  };
  const file = props.trustee === '1.1' ? [entry] : { [REFERENCE_NAME]: packed(JSON.stringify(entry)) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function packed(text: string): string {
  return Buffer.from(text).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** What a file of reference values has for initdata, or why Trustee could not read it. */
export type ReadReferenceValues =
  | { readonly trustee: TrusteeVersion; readonly digests: readonly string[] }
  | { readonly fault: string };

/** Reads a file of reference values; its form tells the release. Other entries are passed over. */
export function readReferenceValues(text: string): ReadReferenceValues {
  const file = json(text);
  if (Array.isArray(file)) {
    const entry = file.find((one) => isObject(one) && one['name'] === REFERENCE_NAME);
    return entry === undefined ? NONE : valuesOf(entry, '1.1');
  }
  if (!isObject(file))
    return { fault: 'it is neither a list of entries (Trustee 1.1) nor a map of them (1.2)' };
  const value = Object.hasOwn(file, REFERENCE_NAME) ? file[REFERENCE_NAME] : undefined;
  if (value === undefined) return NONE;
  if (typeof value !== 'string' || !isUrlSafe(value)) {
    return {
      fault: `its entry ${REFERENCE_NAME} is not URL-safe base64 with padding, as Trustee 1.2 reads it`,
    };
  }
  return valuesOf(json(Buffer.from(value, 'base64url').toString('utf8')), '1.2');
}

const NONE: ReadReferenceValues = { fault: `it has no entry ${REFERENCE_NAME}` };

/** Four characters stand for three bytes, and the last four may end in padding. */
function isUrlSafe(text: string): boolean {
  return text.length % 4 === 0 && /^[\w-]+={0,2}$/.test(text);
}

function valuesOf(entry: unknown, trustee: TrusteeVersion): ReadReferenceValues {
  const { name, expiration, value } = isObject(entry) ? entry : {};
  if (name !== REFERENCE_NAME) return { fault: `its entry ${REFERENCE_NAME} does not have that name inside` };
  if (typeof expiration !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expiration)) {
    return { fault: `its entry ${REFERENCE_NAME} has no expiration such as 2027-06-30T00:00:00Z` };
  }
  const digests = (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === 'string',
  );
  return { trustee, digests };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
