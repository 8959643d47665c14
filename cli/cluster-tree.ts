import { DCAP_NAMESPACE } from '../constructs/intel-dcap/names.ts';
import { DCAP_SECRETS } from '../constructs/intel-dcap/secrets.ts';
import type { RenderedCluster } from '../main.ts';
import { withHeader } from '../output/header.ts';
import { type FileTree, folderTree, joinTrees, stagesTree } from '../output/tree.ts';
import type { Profile } from '../profiles/profile.ts';
import { type RunbookSecret, runbook } from '../rollout/runbook.ts';

/**
 * The files of clusters: a folder each, with one folder for each step that has objects.
 *
 * @param sources file of each profile, by name, for the header of every file
 */
export function clusterTree(
  clusters: readonly RenderedCluster[],
  sources: ReadonlyMap<string, string>,
): FileTree {
  return joinTrees(
    ...clusters.flatMap(({ profile, steps, argocd }) => {
      const { name } = profile;
      const source = sources.get(name) ?? name;
      const folders = steps
        .filter(({ objects }) => objects.length > 0)
        .map(({ step, objects }) => ({ folder: step.folder, objects }));
      const readme = `${name}/README.md`;
      return [
        stagesTree(name, folders, source),
        folderTree(`${name}/argocd`, argocd, source),
        new Map([[readme, withHeader(readme, source, runbook(profile, steps, secretsOf(profile)))]]),
      ];
    }),
  );
}

/** The Secrets that the owner of a cluster has to make; those of a store come by themselves. */
function secretsOf({ tee, pccs }: Profile): RunbookSecret[] {
  if (tee !== 'tdx' || pccs.secrets.source !== 'existing') return [];
  return DCAP_SECRETS.map((secret) => ({ ...secret, namespace: DCAP_NAMESPACE }));
}
