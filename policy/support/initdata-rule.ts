import type { JsonObject } from 'kube-strict/ground/json.ts';
import type { InitdataProblem } from '../../initdata/problem.ts';
import type { Initdata } from '../../initdata/read.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding } from '../policy-rule.ts';
import { initdataPlaces } from './confidential-initdata.ts';

/** A rule on initdata, judged by the same lines as by the commands about initdata. */
export function initdataFindings(
  object: JsonObject,
  context: PolicyContext,
  problemsOf: (initdata: Initdata, now: Date) => readonly InitdataProblem[],
): PolicyFinding[] {
  return initdataPlaces(object, context).flatMap(({ path, reading }) =>
    'fault' in reading
      ? []
      : problemsOf(reading.initdata, context.now).map(({ severity, message, fix }) => ({
          path,
          severity,
          message: sentence(message),
          fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`,
        })),
  );
}

/** Problems begin in the middle of a sentence about the initdata, or with a file or a name, which stays as it is. */
function sentence(message: string): string {
  if (/^(?:has|names|cannot) /.test(message)) return `The initdata ${message}.`;
  return `${message.replace(/^(?:the|certificate|there) /, (word) => word.charAt(0).toUpperCase() + word.slice(1))}.`;
}
