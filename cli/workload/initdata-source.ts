import { statSync } from 'node:fs';
import { encodeInitdata } from '../../constructs/initdata/initdata.ts';
import { decodeInitdata } from '../../initdata/decode.ts';
import { readInitdata } from '../../initdata/read.ts';
import { findProfiles, loadProfiles } from '../../profiles/load.ts';
import { nearest } from '../../profiles/nearest.ts';
import { readTextFile } from '../../profiles/read-file.ts';
import { clusterInitdataAnnotation } from '../../render/initdata.ts';
import { UserError } from '../user-error.ts';

/** Where the initdata comes from, as the command line says it; one of the two is given. */
export interface InitdataSource {
  /** Name of a profile, or its file. */
  readonly profile?: string;
  /** Folder with the profiles. */
  readonly profiles: string;
  /** A file with the TOML or with the value of the annotation, or that value itself. */
  readonly initdata?: string;
}

/**
 * The value of the initdata annotation.
 *
 * @throws UserError when there is none, or a guest could not read it
 */
export function initdataFrom({ profile, profiles, initdata }: InitdataSource): string {
  if (initdata !== undefined) return given(initdata);
  if (profile === undefined) {
    const message = 'the initdata of the workloads is missing';
    throw new UserError([
      { message, fix: 'name the profile of the cluster with --profile, or give --initdata' },
    ]);
  }
  const all = loadProfiles(isFile(profile) ? [profile] : findProfiles(profiles));
  const found = isFile(profile) ? all[0] : all.find(({ name }) => name === profile);
  if (found !== undefined) return clusterInitdataAnnotation(found);
  const names = all.map(({ name }) => name);
  const near = nearest(profile, names);
  const message = `there is no profile "${profile}"; there are: ${names.join(', ')}`;
  throw new UserError([
    { message, fix: near === undefined ? 'name one of them' : `did you mean "${near}"?` },
  ]);
}

function given(source: string): string {
  const [value, file] = isFile(source) ? [valueIn(source), source] : [source, undefined];
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

/** TOML is packed; anything else has to be the value already. */
function valueIn(file: string): string {
  const read = readTextFile(file);
  if ('problem' in read) throw new UserError([read.problem]);
  const text = read.text.trim();
  return /^[A-Za-z0-9+/=\r\n]+$/.test(text) ? text : encodeInitdata(read.text);
}

function isFile(path: string): boolean {
  return path.length < 1024 && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}
