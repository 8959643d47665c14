import { createHash } from 'node:crypto';

/** Digests that the guest can check (kata-containers, src/libs/kata-types/src/initdata.rs). */
export const ALGORITHMS = ['sha256', 'sha384', 'sha512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Trusted execution environments of bare metal. */
export const TEES = ['tdx', 'snp'] as const;
export type Tee = (typeof TEES)[number];

/** Bytes of the field of the evidence that holds the digest: HOSTDATA of SEV-SNP, MRCONFIGID of TDX. */
const FIELD_BYTES: Readonly<Record<Tee, number>> = { snp: 32, tdx: 48 };

/** The digest of initdata in the forms in which it is met; lower case hexadecimal. */
export interface InitdataDigests {
  /** Of the TOML, as `sha256sum` and its like print it. */
  readonly raw: string;
  /** HOSTDATA of SEV-SNP, 32 bytes. */
  readonly snp: string;
  /** MRCONFIGID of TDX, 48 bytes. */
  readonly tdx: string;
  /**
   * PCR 8 of a virtual TPM (document section 3.6). Not on bare metal, where no TPM measures initdata; and with sha256
   * only, since a register of the sha256 bank is extended by 32 bytes.
   */
  readonly pcr8?: string;
}

/**
 * Digests of initdata. A longer one than the field of the evidence is cut off, a shorter one is filled up with zeros
 * (kata-containers, src/runtime/pkg/govmm/qemu/qemu.go, `adjustProperLength`; the same in Trustee, deps/verifier).
 */
export function initdataDigests(toml: string, algorithm: Algorithm): InitdataDigests {
  const raw = createHash(algorithm).update(toml, 'utf8').digest();
  const field = (tee: Tee) => Buffer.concat([raw, Buffer.alloc(FIELD_BYTES[tee])], FIELD_BYTES[tee]);
  return {
    raw: raw.toString('hex'),
    snp: field('snp').toString('hex'),
    tdx: field('tdx').toString('hex'),
    ...(algorithm === 'sha256' && {
      pcr8: createHash('sha256')
        .update(Buffer.concat([Buffer.alloc(32), raw]))
        .digest('hex'),
    }),
  };
}
