/** Folders whose sub-folders are one cluster each, by what people call them; the first that a path has counts. */
const NAMES: readonly (readonly string[])[] = [['clusters'], ['environments', 'envs', 'overlays', 'sites']];

/**
 * The folder of a cluster that a file lies below: `/repo/clusters/east` for all in it, and a file itself that lies in
 * `clusters/`.
 *
 * @param path absolute
 * @param root the folder of its repository, above which names mean nothing; undefined when it is not known
 */
export function clusterFolderOf(path: string, root: string | undefined): string | undefined {
  const steps = path.split('/');
  const first = root === undefined ? 0 : root.split('/').length;
  for (const names of NAMES) {
    const isNamed = (step: string, index: number) =>
      index >= first && index < steps.length - 1 && names.includes(step);
    // Without a repository, the folder that it is in may have any name.
    const at = root === undefined ? steps.findLastIndex(isNamed) : steps.findIndex(isNamed);
    if (at >= 0 && !steps[at + 1]?.startsWith('kustomization.')) return steps.slice(0, at + 2).join('/');
  }
  return undefined;
}
