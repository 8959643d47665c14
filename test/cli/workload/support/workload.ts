import { encodeInitdata, initdataToml } from '../../../../constructs/initdata/initdata.ts';
import { INITDATA_ANNOTATION } from '../../../../initdata/annotation.ts';
import { type Ended, runProgram } from '../../support/program.ts';

export { INITDATA_ANNOTATION };

/** Initdata with a closed policy. */
export const TOML = initdataToml({ algorithm: 'sha384', kbsUrl: 'https://kbs.internal' });
export const INITDATA = encodeInitdata(TOML);

/** The line that hands it over. */
export const INITDATA_LINE = `${INITDATA_ANNOTATION}: ${INITDATA}`;

/** Runs `workload` as a process, with that initdata. */
export function workload(cwd: string, ...args: string[]): Ended {
  return runProgram(['workload', '--initdata', INITDATA, ...args], { cwd });
}

/**
 * The lines that a text has beyond another, whose lines it must all have, in order.
 *
 * @throws Error naming the first line that is missing
 */
export function addedLines(before: string, after: string): string[] {
  const lines = after.split('\n');
  const added: string[] = [];
  for (const line of before.split('\n')) {
    const at = lines.indexOf(line);
    if (at < 0) throw new Error(`this line is missing: ${line}`);
    added.push(...lines.splice(0, at));
    lines.shift();
  }
  return [...added, ...lines];
}
