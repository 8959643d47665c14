import type { Problem } from 'kube-strict/ground/user-error.ts';

/**
 * Folders of profiles that are no longer rendered, as after a profile was renamed: what runs on a cluster still syncs
 * from there.
 *
 * @param output the output folder, as the user names it
 * @param removed files that were removed, relative to it
 * @param kept files that are there now
 */
export function leftBehind(
  output: string,
  removed: readonly string[],
  kept: ReadonlyMap<string, string>,
): Problem[] {
  const remaining = new Set([...kept.keys()].map(topOf));
  const gone = [...new Set(removed.map(topOf))].filter((folder) => !remaining.has(folder));
  return gone.map((name) => {
    const has = (engine: string) => removed.some((path) => path.startsWith(`${name}/${engine}/`));
    const pointing = [
      ...(has('argocd') ? [`Application coco-${name}`] : []),
      ...(has('flux') ? [`the Flux Kustomizations coco-${name}-…`] : []),
    ];
    return {
      file: `${output}/${name}`,
      message: `is gone, since no profile renders to it; what was applied from it still points there${pointing.length > 0 ? ` (${pointing.join(', ')})` : ''}, and no commit reaches that cluster any more`,
      fix: `if its profile was renamed, write "name: ${name}" into it; else take it away as its runbook said, ${output}/${name}/README.md of the last commit`,
    };
  });
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}
