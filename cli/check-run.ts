import { fileURLToPath } from 'node:url';
import { withoutExcluded } from '../manifests/exclude.ts';
import { findFiles } from '../manifests/find-files.ts';
import { type ShippedCatalog, shippedCatalog } from '../validation/catalog/shipped.ts';
import { defaultPaths } from './check/default-paths.ts';
import { judgeFile } from './check/judge-file.ts';
import { judgingOf } from './check/judging.ts';
import { Output } from './check/output.ts';
import { Counter } from './check/report.ts';
import type { CheckOptions } from './check.ts';
import type { ExitStatus } from './main.ts';
import { FORMATS } from './report/formats.ts';
import { type Problem, UserError } from './user-error.ts';

/** The version of package.json, put in at build time. */
declare const VERSION: string;

/**
 * Judges manifests and prints a report, document by document.
 *
 * @param given what to judge; when it is nothing, what is piped in, or else `dist`
 * @param shipped what objects are judged by; the schemas that ship lie beside the built program
 * @throws UserError when a path is not there, or nothing was found to be judged
 */
export async function check(
  given: readonly string[],
  options: CheckOptions,
  shipped: ShippedCatalog = shippedCatalog(fileURLToPath(new URL('schemas', import.meta.url))),
): Promise<ExitStatus> {
  const paths = given.length > 0 ? given : await defaultPaths();
  const files = withoutExcluded(findFiles(paths), options.exclude);
  const judging = await judgingOf(options, files, shipped);
  const reporter = await FORMATS[options.output](VERSION);
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
  return counter.summary().invalid > 0 ? 1 : 0;
}

/** To find nothing to judge, and to call that well, would hide a wrong path. */
function nothingFound(paths: readonly string[]): Problem {
  const message = `there is no manifest in ${paths.map((path) => (path === '-' ? 'the standard input' : path)).join(', ')}`;
  return { message, fix: 'name files, or folders with *.yaml, *.yml or *.json' };
}
