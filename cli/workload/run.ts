import { fileURLToPath } from 'node:url';
import { judgingOf } from 'kube-strict/check/judging.ts';
import { Output } from 'kube-strict/check/output.ts';
import { plural } from 'kube-strict/ground/printable.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { withoutExcluded } from 'kube-strict/manifests/exclude.ts';
import { findFiles, STDIN } from 'kube-strict/manifests/find-files.ts';
import { Counter } from 'kube-strict/report/checked-document.ts';
import { FORMATS } from 'kube-strict/report/formats.ts';
import { type ShippedCatalog, shippedCatalog } from 'kube-strict/validation/catalog/shipped.ts';
import { checkSettings, tool } from '../check/settings.ts';
import { refuseProfileNames } from '../profile-names.ts';
import { type Replacement, replaceFiles } from '../replace-files.ts';
import { initdataFrom } from './initdata-source.ts';
import type { WorkloadOptions } from './options.ts';
import { type TransformedFile, transformFile } from './transform-file.ts';

/**
 * Makes the pods of manifests confidential, and prints a report on them. With an error in any file, none is printed or
 * written.
 *
 * @param shipped what objects are judged by; the schemas that ship lie beside the built program
 * @throws UserError when a path is not there, there is no initdata, or no workload was found
 */
export async function workload(
  paths: readonly string[],
  options: WorkloadOptions,
  shipped: ShippedCatalog = shippedCatalog(fileURLToPath(new URL('schemas', import.meta.url))),
): Promise<ExitStatus> {
  refuseProfileNames(paths);
  const files = withoutExcluded(findFiles(paths), options.exclude);
  if (options.initdata === STDIN && files.includes(STDIN)) {
    const message = 'the standard input can be read once only';
    throw new UserError([{ message, fix: 'give one of the inputs as a file' }]);
  }
  const { value, tee } = await initdataFrom(options);
  const confidential = {
    initdata: value,
    gpu: options.gpu === true,
    replacing: {
      initdata: options.replaceInitdata === true,
      runtimeClass: options.replaceRuntimeClass === true,
    },
  };
  if (options.write === true && files.includes(STDIN)) {
    const message = 'the standard input cannot be changed';
    throw new UserError([{ message, fix: 'leave out --write, and the result is printed' }]);
  }
  const settings = checkSettings({ ...options, rules: 'all', skip: [], ...(tee !== undefined && { tee }) });
  const judging = await judgingOf(settings, files, shipped);
  const transformed = files.map((file) => {
    return transformFile(file, Buffer.concat([...judging.chunksOf(file)]), confidential, judging);
  });
  if (transformed.every(({ documents }) => documents.every(({ verdict }) => verdict === 'skipped')))
    throw new UserError(noWorkload(paths, transformed));
  const output = new Output(options.write === true ? process.stdout : process.stderr);
  const status = await report(transformed, options.output, output);
  const done = transformed.flatMap(({ file, before, after }) =>
    after === undefined ? [] : [{ file, before, after }],
  );
  if (status === 0 && options.write === true) {
    const changed = done.filter(({ before, after }) => after !== before.toString());
    replaceFiles(changed);
    if (options.output === 'text') output.add(summaryOf(changed.length, done.length));
  } else if (status === 0) process.stdout.write(joined(done));
  else if (options.output === 'text') output.add('Nothing was written.\n');
  await output.flush();
  return status;
}

/** Prints what was found; 1 when any of it is an error. */
async function report(
  transformed: readonly TransformedFile[],
  format: WorkloadOptions['output'],
  output: Output,
): Promise<0 | 1> {
  const reporter = await FORMATS[format](tool());
  const counter = new Counter();
  output.add(reporter.start());
  for (const document of transformed.flatMap(({ documents }) => documents)) {
    output.add(reporter.document(counter.add(document)));
  }
  const summary = counter.summary();
  output.add(reporter.end(summary));
  return summary.invalid > 0 ? 1 : 0;
}

/** Several files as one stream of documents; one file as it is. */
function joined(files: readonly Replacement[]): string {
  const [only, second] = files;
  if (only !== undefined && second === undefined) return only.after;
  return files
    .map(({ after }) => {
      const text = after.replace(/^\ufeff/, '');
      const start = text.startsWith('---') ? '' : '---\n';
      return start + text + (text.endsWith('\n') ? '' : '\n');
    })
    .join('');
}

function summaryOf(changed: number, all: number): string {
  return `${plural(changed, 'file')} changed, ${all - changed} as they should be\n`;
}

function noWorkload(paths: readonly string[], files: readonly TransformedFile[]): Problem[] {
  const where = paths.map((path) => (path === STDIN ? 'the standard input' : path)).join(', ');
  const notes = files.flatMap(({ file, documents }) =>
    documents.flatMap(({ findings }) =>
      findings.map(({ message, fix = '' }) => ({
        file,
        message,
        fix: fix.replace(' check -', ' workload -'),
      })),
    ),
  );
  const message = `there is no workload in ${where}`;
  return [{ message, fix: 'name files with Pods, Deployments and the like' }, ...notes];
}
