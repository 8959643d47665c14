import { type Problem, UserError } from '../ground/user-error.ts';
import { withoutExcluded } from '../manifests/exclude.ts';
import { findFiles } from '../manifests/find-files.ts';
import { Counter } from '../report/checked-document.ts';
import { FORMATS, type Format } from '../report/formats.ts';
import type { ShippedCatalog } from '../validation/catalog/shipped.ts';
import { judgeFile } from './judge-file.ts';
import { type CheckSettings, judgingOf } from './judging.ts';
import { Output } from './output.ts';

/**
 * Judges manifests and prints a report, document by document.
 *
 * @param paths files, folders, patterns, or `-`
 * @param exclude patterns of what is left out
 * @param shipped what objects are judged by
 * @returns whether no object would be refused
 * @throws UserError when a path is not there, or nothing was found to be judged
 */
export async function checkFiles(
  paths: readonly string[],
  exclude: readonly string[],
  format: Format,
  settings: CheckSettings,
  shipped: ShippedCatalog,
): Promise<boolean> {
  const files = withoutExcluded(findFiles(paths), exclude);
  const judging = await judgingOf(settings, files, shipped);
  const reporter = await FORMATS[format](settings.tool);
  const output = new Output(process.stdout);
  const counter = new Counter();
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      for await (const batch of judgeFile(file, judging)) {
        for (const document of batch) {
          if (counter.isEmpty) output.add(reporter.start());
          output.add(reporter.document(counter.add(document)));
          if (output.isFull) await output.flush();
        }
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (!counter.isEmpty) output.add(reporter.end(counter.summary()));
  await output.flush();
  if (problems.length > 0) throw new UserError(problems);
  if (counter.isEmpty) throw new UserError([nothingFound(paths)]);
  return counter.summary().invalid === 0;
}

/** To find nothing to judge, and to call that well, would hide a wrong path. */
function nothingFound(paths: readonly string[]): Problem {
  const message = `there is no manifest in ${paths.map((path) => (path === '-' ? 'the standard input' : path)).join(', ')}`;
  return { message, fix: 'name files, or folders with *.yaml, *.yml or *.json' };
}
