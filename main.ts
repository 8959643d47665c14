import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UserError } from 'kube-strict/ground/user-error.ts';
import type { Catalog } from 'kube-strict/validation/catalog/catalog.ts';
import { shippedCatalog } from 'kube-strict/validation/catalog/shipped.ts';
import { DEFAULT_FOLDER, findProfiles } from './profiles/find.ts';
import { type LoadedProfile, loadWanted } from './profiles/load.ts';
import { clusterTree } from './render/cluster-tree.ts';
import { judgeClusters } from './render/judge-clusters.ts';
import { nameProblems } from './render/name-problems.ts';
import type { FileTree } from './render/output/tree.ts';
import { writeTree } from './render/output/write.ts';
import { renderCluster } from './render/render-cluster.ts';
import type { RenderedCluster } from './render/rendered-cluster.ts';

/** What profiles come to, when every object would be accepted. */
export interface Rendered {
  readonly clusters: readonly RenderedCluster[];
  /** The files below the output folder, by path. */
  readonly tree: () => FileTree;
}

/**
 * The way from profiles to files, and the only one:
 *
 * 1. constructs in the stages of the rollout, with the gates between them, and what Argo CD and Flux need
 *    (`render/render-cluster.ts`, from `constructs/` and `rollout/`);
 * 2. validation of every object as the API server would validate it (`packages/kube-strict`);
 * 3. files, a folder for each cluster, with its runbook (`render/cluster-tree.ts`).
 *
 * @returns what is wrong with an object, ready to print, when something is
 * @throws UserError when the name of a profile is too long for what is made of it
 */
export function renderProfiles(
  loaded: readonly LoadedProfile[],
  catalog: Catalog,
): Rendered | { readonly refused: string } {
  const clusters = loaded.map(({ profile }) => renderCluster(profile));
  const unfit = clusters.flatMap((cluster, index) => nameProblems(cluster, placeOfName(loaded[index])));
  if (unfit.length > 0) throw new UserError(unfit);
  const refused = judgeClusters(clusters, catalog);
  if (refused !== undefined) return { refused };
  return { clusters, tree: () => clusterTree(clusters, sourcesOf(loaded)) };
}

function placeOfName({ file, name }: Partial<LoadedProfile> = {}) {
  return { ...(file !== undefined && { file }), ...(name && { line: name.line, column: name.column }) };
}

/** The file of each profile as headers name it: one must not change with the folder from which the program is run. */
function sourcesOf(loaded: readonly LoadedProfile[]): ReadonlyMap<string, string> {
  return new Map(loaded.map(({ profile, file }) => [profile.name, `profiles/${basename(file)}`]));
}

/** The app of cdk8s.yaml: every profile of `profiles/`, into the folder that cdk8s names, or `dist/`. */
function run(): void {
  const catalog = shippedCatalog(fileURLToPath(new URL('build/schemas', import.meta.url)));
  const rendered = renderProfiles(
    loadWanted(findProfiles(DEFAULT_FOLDER), () => true),
    catalog,
  );
  if ('refused' in rendered) throw new UserError([{ message: rendered.refused }]);
  writeTree(process.env['CDK8S_OUTDIR'] ?? 'dist', rendered.tree(), { scope: 'all' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
