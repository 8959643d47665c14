import type { InitdataDigests, Tee } from './digest.ts';

/**
 * The name under which the digest is looked up, as policies of validatedpatterns/coco-pattern and Trustee itself call
 * it: the claim is `input.init_data` for each TEE.
 */
export const REFERENCE_NAME = 'init_data';

/** Versions of Trustee whose reference value service (RVPS) keeps its file in another format. */
export const TRUSTEE_VERSIONS = ['1.1', '1.2'] as const;
export type TrusteeVersion = (typeof TRUSTEE_VERSIONS)[number];

export interface ReferenceValuesProps {
  /** Whose field of the evidence is to match. With both, either value does; their lengths differ. */
  readonly tees: readonly Tee[];
  /** From when on Trustee no longer takes the value. */
  readonly expires: Date;
  readonly trustee: TrusteeVersion;
}

/**
 * `reference-values.json` with the entry for initdata alone; the launch measurements have to be in it too. Trustee 1.1
 * reads a list of entries, 1.2 a map of names to entries in base64 (trustee-operator, config/templates).
 */
export function referenceValues(digests: InitdataDigests, props: ReferenceValuesProps): string {
  const entry = {
    name: REFERENCE_NAME,
    expiration: `${props.expires.toISOString().slice(0, 19)}Z`,
    value: props.tees.map((tee) => digests[tee]),
  };
  const packed = Buffer.from(JSON.stringify(entry)).toString('base64');
  const file = props.trustee === '1.1' ? [entry] : { [REFERENCE_NAME]: packed };
  return `${JSON.stringify(file, null, 2)}\n`;
}
