import { DCAP_NAMESPACE } from '../constructs/intel-dcap/names.ts';
import { authorityOf } from '../constructs/intel-dcap/pccs-authority.ts';
import { restorePod } from '../constructs/intel-dcap/restore-pod.ts';
import { secretsToMake } from '../constructs/intel-dcap/secrets.ts';
import type { Profile } from '../profiles/profile.ts';
import { argoCdConfigMapKeys, resourceHealthChecks } from '../rollout/health/argo-cd.ts';
import { runbook } from '../rollout/runbook/runbook.ts';
import type { RunbookAttestation } from '../rollout/runbook/runbook-props.ts';
import { emitChecked } from './output/emit-checked.ts';
import { withHeader } from './output/header.ts';
import { type FileTree, folderTree, joinTrees, stagesTree } from './output/tree.ts';
import type { RenderedCluster } from './rendered-cluster.ts';

/**
 * The files of clusters: a folder each, with one folder for each step that has objects, one for what an engine needs,
 * and the runbook.
 *
 * @param sources file of each profile, by name, for the header of every file
 */
export function clusterTree(
  clusters: readonly RenderedCluster[],
  sources: ReadonlyMap<string, string>,
): FileTree {
  return joinTrees(
    ...clusters.flatMap((cluster) =>
      treesOf(cluster, sources.get(cluster.profile.name) ?? cluster.profile.name),
    ),
  );
}

function treesOf(cluster: RenderedCluster, source: string): FileTree[] {
  const { profile, steps, gates, argocd, flux } = cluster;
  const { name } = profile;
  const folders = steps
    .filter(({ objects }) => objects.length > 0)
    .map(({ step, objects }) => ({ folder: step.folder, objects }));
  const page = runbook({
    cluster: profile,
    steps,
    gates: gates.data.gates,
    operatorsOfOthers: gates.data.cluster.installedOperators,
    attestation: attestationOf(profile),
    verification: gates.data.cluster.verification,
  });
  return [
    stagesTree(name, folders, source),
    ...(argocd.length > 0
      ? [folderTree(`${name}/argocd`, argocd, source), healthPatches(`${name}/argocd`, source)]
      : []),
    ...(flux === undefined ? [] : [folderTree(`${name}/flux`, flux.objects, source)]),
    ...(flux?.gates ?? []).map(({ folder, objects }) =>
      folderTree(`${name}/flux/gates/${folder}`, objects, source),
    ),
    ...(flux !== undefined && flux.access.length > 0
      ? [folderTree(`${name}/flux/access`, flux.access, source)]
      : []),
    new Map([[`${name}/README.md`, withHeader('README.md', source, page)]]),
  ];
}

/** Patches of objects that are not ours, hence in no kustomization: the health of kinds, for the views of Argo CD. */
function healthPatches(folder: string, source: string): FileTree {
  const patches = {
    'openshift-gitops.patch': { spec: { resourceHealthChecks: resourceHealthChecks() } },
    'argocd-cm.patch': { data: argoCdConfigMapKeys() },
  };
  return new Map(
    Object.entries(patches).map(([file, patch]) => {
      const path = `${folder}/${file}`;
      return [path, withHeader(path, source, emitChecked(patch, path))];
    }),
  );
}

function attestationOf({ tee, pccs, images }: Profile): RunbookAttestation | undefined {
  if (tee !== 'tdx') return undefined;
  const { secrets, tls, storage, node, backup } = pccs;
  const pod = restorePod({ image: images.openshiftCli, storage, ...(node !== undefined && { node }) });
  return {
    namespace: DCAP_NAMESPACE,
    secrets: secretsToMake(tls),
    source: secrets.source,
    certificate: tls.source,
    verified: authorityOf(tls) !== undefined,
    database:
      storage.type === 'host-path'
        ? { type: 'node', ...(node !== undefined && { node }) }
        : { type: 'claim' },
    ...(backup !== undefined && { backup }),
    restorePod: emitChecked(pod, 'README.md'),
  };
}
