import { printable } from 'kube-strict/ground/printable.ts';
import type { Catalog } from 'kube-strict/validation/catalog/catalog.ts';
import { allObjects, type RenderedCluster } from './rendered-cluster.ts';
import { validateRendered } from './validate-rendered.ts';

/**
 * Judges every object of every cluster as the API server would. What an administrator applies once is judged together
 * with what is synced: both end on the same cluster.
 *
 * @returns what is wrong, ready to print; undefined when nothing is
 */
export function judgeClusters(
  clusters: readonly Omit<RenderedCluster, 'gates'>[],
  catalog: Catalog,
): string | undefined {
  const lines = clusters.flatMap((cluster) => {
    const { profile } = cluster;
    return validateRendered(allObjects(cluster), catalog).flatMap(({ identity, findings }) =>
      findings.map(({ rule, path, message, fix }) => {
        const object = [identity.kind, identity.namespace, identity.name].filter(Boolean).join(' ');
        const found = printable(`${profile.name}: ${object}: ${path || '/'}: ${message} [${rule}]`);
        return fix === undefined ? found : `${found}\n  fix: ${printable(fix)}`;
      }),
    );
  });
  if (lines.length === 0) return undefined;
  const rest =
    'Nothing was written. If the value stands in a profile, mend it there; if not, this is a defect.';
  return `${lines.join('\n')}\n${rest}\n`;
}
