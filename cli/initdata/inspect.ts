import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { useColor } from 'kube-strict/report/color.ts';
import { INITDATA_ANNOTATION, OLDER_INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { InitdataProblem } from '../../initdata/problems.ts';
import { inspectJson } from './inspect-json.ts';
import { inspectText } from './inspect-text.ts';
import type { Inspected } from './inspected.ts';
import type { InspectOptions } from './options.ts';
import { readToml, sizeProblems } from './reading.ts';
import type { Source } from './source.ts';
import { sourcesOf } from './sources.ts';

/**
 * Shows what initdata permits. Only settings that are known here are shown: what else it holds may be a secret.
 *
 * @returns 1 when a guest would not take it, or not work with it
 * @throws UserError when it cannot be read
 */
export async function inspect(source: string, options: InspectOptions): Promise<ExitStatus> {
  const inspected = (await sourcesOf(source, options.profiles)).map((found) => inspectSource(found, options));
  process.stdout.write(
    options.output === 'json' ? inspectJson(inspected) : inspectText(inspected, useColor()),
  );
  const hasError = inspected.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  return hasError ? 1 : 0;
}

/** Reads and judges initdata that was found. */
export function inspectSource(
  source: Source,
  options: Pick<InspectOptions, 'at' | 'insecureHttp'>,
): Inspected {
  const size = sizeProblems(source.bytes);
  if (source.toml === undefined)
    return { source, problems: [source.isOlder === true ? OLDER : NONE, ...size] };
  const reading = readToml(source.toml, options);
  return { source, reading, problems: [...reading.problems, ...size] };
}

const OLDER: InitdataProblem = {
  severity: 'error',
  message: 'the pod is confidential, and its initdata has an older name, which the runtime passes over',
  fix: `call the annotation ${INITDATA_ANNOTATION}: ${OLDER_INITDATA_ANNOTATION} was its name up to Kata 3.19`,
};

const NONE: InitdataProblem = {
  severity: 'error',
  message: 'the pod is confidential and has no initdata',
  fix: 'put the annotation on the pod, or on the template of the pods',
};
