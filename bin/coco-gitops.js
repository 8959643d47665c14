#!/usr/bin/env node
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
if (isStale(root)) await (await import('../scripts/build.mjs')).build({ keepEqual: true });
// A reader that has seen enough, as `head` has, is no failure. What else keeps the output back is told.
process.stdout.on('error', ({ code }) => {
  if (code === 'EPIPE') return;
  process.stderr.write(`standard output cannot be written: ${code}\n`);
  process.exit(2);
});
process.stderr.on('error', () => {});
const { main } = loadProgram(`${root}build`).exports;
process.exitCode = await main(process.argv.slice(2));
