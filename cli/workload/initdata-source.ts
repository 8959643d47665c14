import { UserError } from 'kube-strict/ground/user-error.ts';
import { encodeInitdata } from '../../constructs/initdata/initdata.ts';
import { decodeInitdata } from '../../initdata/decode.ts';
import type { Tee } from '../../initdata/digest.ts';
import { readInitdata } from '../../initdata/read.ts';
import { clusterInitdataAnnotation } from '../../render/initdata.ts';
import { chooseProfile } from '../choose-profiles.ts';
import { checkedToml, isAnnotationValue, isBase64, nameOfInput, textOf } from '../initdata/text-input.ts';

/** Where the initdata comes from, as the command line says it; one of the two is given. */
export interface InitdataSource {
  /** Name of a profile, or its file. */
  readonly profile?: string;
  /** Folder with the profiles. */
  readonly profiles: string;
  /** A file with the TOML or with the value of the annotation, or that value itself. */
  readonly initdata?: string;
}

/** What workloads are given. */
export interface ChosenInitdata {
  /** The value of the initdata annotation. */
  readonly value: string;
  /** That of the profile; a file does not tell. */
  readonly tee?: Tee;
}

/**
 * The initdata of workloads.
 *
 * @throws UserError when there is none, or a guest could not read it
 */
export async function initdataFrom({ profile, profiles, initdata }: InitdataSource): Promise<ChosenInitdata> {
  if (initdata !== undefined) return { value: await given(initdata) };
  if (profile !== undefined) {
    const chosen = chooseProfile(profile, profiles);
    return { value: clusterInitdataAnnotation(chosen), tee: chosen.tee };
  }
  const message = 'the initdata of the workloads is missing';
  throw new UserError([
    { message, fix: 'name the profile of the cluster with --profile, or give --initdata' },
  ]);
}

async function given(source: string): Promise<string> {
  const file = isAnnotationValue(source) ? undefined : nameOfInput(source);
  const value = file === undefined ? source : packed(await textOf(source), file);
  const decoded = decodeInitdata(value);
  const faults = 'fault' in decoded ? [decoded.fault] : readInitdata(decoded.toml).faults;
  if (faults.length === 0) return value.replaceAll(/\s/g, '');
  throw new UserError(
    faults.map((fault) => ({
      ...(file !== undefined && { file }),
      message: `no initdata that a guest can read: ${fault}`,
      fix: 'give a file with the TOML, or the value of the annotation (gzip, base64)',
    })),
  );
}

/** TOML is packed; what is packed already stays. */
function packed(text: string, file: string): string {
  return isBase64(text) ? text.trim() : encodeInitdata(checkedToml(text, file));
}
