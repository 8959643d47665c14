import { fileURLToPath } from 'node:url';
import { findFiles } from '../manifests/find-files.ts';
import { readDocuments } from '../manifests/read-documents.ts';
import { readChunks } from '../manifests/read-file.ts';
import { firstOf } from '../validation/catalog/catalog.ts';
import { type ShippedCatalog, shippedCatalog } from '../validation/catalog/shipped.ts';
import { FAMILIES } from './check/families.ts';
import { type Judging, judgeDocument } from './check/judge-document.ts';
import { JUDGES } from './check/judges.ts';
import { loadCrds } from './check/load-crds.ts';
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
 * @param shipped what objects are judged by; the schemas that ship lie beside the built program
 * @throws UserError when a path is not there, or nothing was found to be judged
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  shipped: ShippedCatalog = shippedCatalog(fileURLToPath(new URL('schemas', import.meta.url))),
): Promise<ExitStatus> {
  const files = findFiles(paths);
  const judging = await judgingOf(options, shipped);
  const reporter = await FORMATS[options.output](VERSION);
  const output = new Output(process.stdout);
  const counter = new Counter();
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      for await (const documents of readDocuments(readChunks(file), { json: file.endsWith('.json') })) {
        for (const document of documents) {
          for (const checked of judgeDocument(file, document, judging)) {
            if (counter.isEmpty) output.add(reporter.start());
            counter.add(checked);
            output.add(reporter.document(checked));
          }
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

async function judgingOf(options: CheckOptions, shipped: ShippedCatalog): Promise<Judging> {
  const { rules, crds, strict = false, skip, minSeverity } = options;
  const families = rules === 'all' ? FAMILIES : [rules];
  return {
    catalog: crds === undefined ? shipped : firstOf(await loadCrds(crds, shipped.objectMeta), shipped),
    judges: families.map((family) => JUDGES[family]),
    strict,
    skip: skip.length === 0 ? new Set() : await rulesOf(skip),
    minSeverity,
  };
}

async function rulesOf(names: readonly string[]): Promise<ReadonlySet<string>> {
  const { findRule } = await import('./explain/find-rule.ts');
  return new Set(names.map((name) => findRule(name).rule));
}
