import type { InitdataDigests } from '../../initdata/digest.ts';

/** The forms of a digest, a line each. */
export function digestLines({ raw, snp, tdx, pcr8 }: InitdataDigests): string[] {
  return [
    line('digest', raw, 'of the TOML'),
    line('HOSTDATA', snp, 'SEV-SNP, 32 bytes; input.init_data in Trustee'),
    line('MRCONFIGID', tdx, 'TDX, 48 bytes; input.init_data in Trustee'),
    line('PCR8', pcr8 ?? '-', 'with sha256 and a virtual TPM only, never on bare metal'),
  ];
}

function line(name: string, value: string, where: string): string {
  return `${name.padEnd(10)}  ${value}  ${where}\n`;
}
