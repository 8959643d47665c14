import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printable } from 'kube-strict/ground/printable.ts';
import { formatProblem, UserError } from 'kube-strict/ground/user-error.ts';
import type { Catalog } from 'kube-strict/validation/catalog/catalog.ts';
import { shippedCatalog } from 'kube-strict/validation/catalog/shipped.ts';
import { renderCluster } from '../../main.ts';
import { compareTree } from '../../output/check.ts';
import { emitChecked } from '../../output/emit-checked.ts';
import { writeTree } from '../../output/write.ts';
import type { LoadedProfile } from '../../profiles/load.ts';
import { clusterTree } from '../../render/cluster-tree.ts';
import { judgeClusters } from '../../render/judge-clusters.ts';
import { allObjects } from '../../render/rendered-cluster.ts';
import { chooseProfiles } from '../choose-profiles.ts';
import type { ExitStatus } from '../exit-status.ts';
import { leftBehind } from './left-behind.ts';
import { nameProblems } from './name-problems.ts';
import type { SynthOptions } from './options.ts';

/**
 * Renders profiles, judges every object, and only then writes.
 *
 * @param catalog what the objects are judged by; those that ship lie beside the built program
 */
export function synth(
  names: readonly string[],
  options: SynthOptions,
  catalog: Catalog = shippedCatalog(fileURLToPath(new URL('schemas', import.meta.url))),
): ExitStatus {
  const loaded = chooseProfiles(names, options.profiles);
  const profiles = loaded.map(({ profile }) => profile);
  const clusters = profiles.map(renderCluster);
  const unfit = clusters.flatMap((cluster, index) => nameProblems(cluster, placeOfName(loaded[index])));
  if (unfit.length > 0) throw new UserError(unfit);
  for (const note of loaded.flatMap(({ notes }) => notes)) process.stderr.write(`${formatProblem(note)}\n`);
  const report = judgeClusters(clusters, catalog);
  if (report !== undefined) {
    process.stderr.write(report);
    return 1;
  }
  if (options.stdout === true) {
    const objects = clusters.flatMap(allObjects);
    const name = ({ kind, metadata }: (typeof objects)[number]) => `${kind} ${metadata.name}`;
    process.stdout.write(objects.map((object) => `---\n${emitChecked(object, name(object))}`).join(''));
    return 0;
  }
  const tree = clusterTree(clusters, sourcesOf(loaded));
  const scope = names.length === 0 ? 'all' : profiles.map(({ name }) => name);
  return options.check === true ? check(options.output, tree, scope) : write(options.output, tree, scope);
}

function placeOfName({ file, name }: Partial<LoadedProfile> = {}) {
  return { ...(file !== undefined && { file }), ...(name && { line: name.line, column: name.column }) };
}

/** The file of each profile as headers name it: one must not change with the folder from which the program is run. */
function sourcesOf(loaded: readonly LoadedProfile[]): ReadonlyMap<string, string> {
  return new Map(loaded.map(({ profile, file }) => [profile.name, `profiles/${basename(file)}`]));
}

type Tree = ReturnType<typeof clusterTree>;
type Scope = Parameters<typeof writeTree>[2]['scope'];

function check(output: string, tree: Tree, scope: Scope): ExitStatus {
  const drift = compareTree(output, tree, { scope });
  for (const { path, change } of drift)
    process.stdout.write(`${change.padEnd(7)} ${printable(`${output}/${path}`)}\n`);
  if (drift.length === 0) return 0;
  const files = drift.length === 1 ? '1 file differs' : `${drift.length} files differ`;
  process.stderr.write(`${files} from what the profiles render to; run "coco-gitops synth".\n`);
  return 1;
}

function write(output: string, tree: Tree, scope: Scope): ExitStatus {
  const { written, unchanged, removed, leftOver } = writeTree(output, tree, { scope });
  process.stdout.write(
    `${printable(output)}: ${written.length} written, ${unchanged.length} unchanged, ${removed.length} removed\n`,
  );
  for (const problem of leftBehind(output, removed, tree))
    process.stderr.write(`${formatProblem(problem)}\n`);
  for (const path of leftOver)
    process.stderr.write(`could not be removed, and may be deleted by hand: ${printable(path)}\n`);
  return 0;
}
