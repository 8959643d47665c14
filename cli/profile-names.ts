import { kindOfPath } from 'kube-strict/ground/read-file.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { DEFAULT_FOLDER } from '../profiles/find.ts';

/**
 * Other commands take the name of a profile, so that somebody may give it to one that takes manifests.
 *
 * @throws UserError when a path is not there, and is the name of a profile
 */
export function refuseProfileNames(paths: readonly string[]): void {
  const names = paths.filter(
    (path) => kindOfPath(path) === undefined && kindOfPath(`${DEFAULT_FOLDER}/${path}.yaml`) === 'file',
  );
  if (names.length === 0) return;
  throw new UserError(
    names.map((name) => ({
      message: `"${name}" is the name of a profile, and no file or folder`,
      fix: `give manifests; those that it renders to are in dist/${name}`,
    })),
  );
}
