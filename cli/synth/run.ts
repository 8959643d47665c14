import { fileURLToPath } from 'node:url';
import { printable } from 'kube-strict/ground/printable.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { formatProblem } from 'kube-strict/ground/user-error.ts';
import type { Catalog } from 'kube-strict/validation/catalog/catalog.ts';
import { shippedCatalog } from 'kube-strict/validation/catalog/shipped.ts';
import { renderProfiles } from '../../main.ts';
import { compareTree } from '../../render/output/check.ts';
import { emitChecked } from '../../render/output/emit-checked.ts';
import type { FileTree } from '../../render/output/tree.ts';
import { writeTree } from '../../render/output/write.ts';
import { allObjects } from '../../render/rendered-cluster.ts';
import { chooseProfiles } from '../choose-profiles.ts';
import { leftBehind } from './left-behind.ts';
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
  const rendered = renderProfiles(loaded, catalog);
  for (const note of loaded.flatMap(({ notes }) => notes)) process.stderr.write(`${formatProblem(note)}\n`);
  if ('refused' in rendered) {
    process.stderr.write(rendered.refused);
    return 1;
  }
  if (options.stdout === true) {
    const objects = rendered.clusters.flatMap(allObjects);
    const name = ({ kind, metadata }: (typeof objects)[number]) => `${kind} ${metadata.name}`;
    process.stdout.write(objects.map((object) => `---\n${emitChecked(object, name(object))}`).join(''));
    return 0;
  }
  const scope = names.length === 0 ? 'all' : loaded.map(({ profile }) => profile.name);
  const tree = rendered.tree();
  return options.check === true ? check(options.output, tree, scope) : write(options.output, tree, scope);
}

type Scope = Parameters<typeof writeTree>[2]['scope'];

function check(output: string, tree: FileTree, scope: Scope): ExitStatus {
  const drift = compareTree(output, tree, { scope });
  for (const { path, change } of drift)
    process.stdout.write(`${change.padEnd(7)} ${printable(`${output}/${path}`)}\n`);
  if (drift.length === 0) return 0;
  const files = drift.length === 1 ? '1 file differs' : `${drift.length} files differ`;
  process.stderr.write(`${files} from what the profiles render to; run "coco-gitops synth".\n`);
  return 1;
}

function write(output: string, tree: FileTree, scope: Scope): ExitStatus {
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
