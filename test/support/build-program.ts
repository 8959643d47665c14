import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SAMPLES } from './samples.ts';

/** Before the workers start: the program, built when a source has changed, as every command does; what the samples render to. */
export function setup(): void {
  const program = fileURLToPath(new URL('../../bin/coco-gitops.js', import.meta.url));
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  execFileSync(process.execPath, [program, 'synth'], {
    cwd: SAMPLES,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
