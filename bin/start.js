import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProgram } from './program.js';

/** In a checkout, whether a source is newer than the program that was built from it; a published package has no sources. */
function isStale(root) {
  if (!existsSync(`${root}main.ts`)) return false;
  try {
    const inputs = JSON.parse(readFileSync(`${root}build/inputs.json`, 'utf8'));
    return Object.entries(inputs).some(([file, stamp]) => {
      const { mtimeMs, size } = statSync(root + file);
      return `${mtimeMs} ${size}` !== stamp;
    });
  } catch {
    return true;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Loads the program, building it first where a source is newer. */
export async function load() {
  if (isStale(root)) await (await import('./build/build.mjs')).build({ keepEqual: true });
  return loadProgram(`${root}build`).exports;
}

/**
 * Runs a command line of the program.
 *
 * @param entry which of what the program exports takes it
 */
export async function start(entry) {
  const program = await load();
  // A reader that has seen enough, as `head` has, is no failure. What else keeps the output back is told.
  process.stdout.on('error', ({ code }) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`standard output cannot be written: ${code}\n`);
    process.exit(2);
  });
  process.stderr.on('error', () => {});
  process.exitCode = await program[entry](process.argv.slice(2));
}
