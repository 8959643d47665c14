import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the program once, before the workers start, when a source has changed since: what a command does by itself. */
export function setup(): void {
  const program = fileURLToPath(new URL('../../bin/coco-gitops.js', import.meta.url));
  execFileSync(process.execPath, [program, '--version'], { stdio: 'ignore' });
}
