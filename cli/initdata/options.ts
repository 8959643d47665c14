import type { Tee } from '../../initdata/digest.ts';
import type { TrusteeVersion } from '../../initdata/reference-values.ts';

export const BUILD_OUTPUTS = ['annotation', 'toml', 'digests', 'reference-values', 'json'] as const;

/** What all commands about initdata are told. */
export interface InitdataOptions {
  readonly profiles: string;
  /** When certificates have to be valid. */
  readonly at?: Date;
  readonly insecureHttp?: boolean;
}

/** What the command line of `initdata build` says. */
export interface BuildOptions extends InitdataOptions {
  readonly file?: string;
  readonly output: (typeof BUILD_OUTPUTS)[number];
  readonly tee?: Tee;
  readonly trustee: TrusteeVersion;
  readonly expires?: Date;
}

/** What the command line of `initdata inspect` says. */
export interface InspectOptions extends InitdataOptions {
  readonly output: 'text' | 'json';
}

/** What the command line of `initdata verify` says. */
export interface VerifyOptions extends InitdataOptions {
  readonly file?: string;
  readonly profile?: string;
  readonly digest?: string;
  readonly referenceValues?: string;
  readonly output: 'text' | 'json';
}
