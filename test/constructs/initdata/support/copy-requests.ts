import * as fc from 'fast-check';

/** A request as the agent hands it to its policy. */
export interface PolicyInput {
  readonly request: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export const SHARED = '/run/kata-containers/shared/containers';

const hex = (length: number) =>
  fc.string({ minLength: length, maxLength: length, unit: fc.constantFrom(...'0123456789abcdef') });
export const containerId = hex(64);
export const fileName = fc
  .stringMatching(/^[A-Za-z0-9._ -]{1,20}$/)
  .filter((name) => !['.', '..'].includes(name));
const timestamp = fc.constantFrom('..2026_11_30_09_15_00.123456789', '..2026_01_01_00_00_00.1');

/** Where the runtime copies what a mount of a container shows (kata-containers, `ShareFile`). */
export const copyPath = fc
  .tuple(containerId, hex(16), fileName)
  .map(([id, random, name]) => `${SHARED}/${id}-${random}-${name}`);

type Kind = 'Regular' | 'Directory' | 'Symlink';
const BITS: Readonly<Record<Kind, number>> = { Regular: 0o100000, Directory: 0o040000, Symlink: 0o120000 };

/** A file as Kata 3.25 describes it, with kind and target in bits and bytes, and as Kata 3.31 does. */
export function copyRequests(path: string, kind: Kind, mode: number, target = ''): PolicyInput[] {
  const rest = {
    path,
    file_size: 3,
    file_mode: BITS[kind] + mode,
    dir_mode: 0o750,
    uid: 0,
    gid: 0,
    offset: 0,
  };
  const data = kind === 'Symlink' ? [...Buffer.from(target)] : [97, 98, 99];
  const symlink_target = kind === 'Symlink' ? target : null;
  return [
    { request: 'CopyFileRequest', input: { ...rest, data } },
    { request: 'CopyFileRequest', input: { ...rest, file_type: kind, symlink_target } },
  ];
}

/** A mounted file, or a mounted volume as the kubelet lays it out: a folder with a date, and links into it. */
export const copies: fc.Arbitrary<PolicyInput[]> = fc
  .tuple(
    copyPath,
    timestamp,
    fc.array(fileName, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(0o644, 0o600, 0o444),
  )
  .chain(([path, day, keys, mode]) =>
    fc.constantFrom(copyRequests(path, 'Regular', mode), [
      ...copyRequests(path, 'Directory', 0o2777),
      ...copyRequests(`${path}/${day}`, 'Directory', 0o755),
      ...copyRequests(`${path}/..data`, 'Symlink', 0o777, day),
      ...keys.flatMap((key) => [
        ...copyRequests(`${path}/${day}/${key}`, 'Regular', mode),
        ...copyRequests(`${path}/${key}`, 'Symlink', 0o777, `..data/${key}`),
      ]),
    ]),
  );
