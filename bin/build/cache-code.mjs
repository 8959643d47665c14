import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { CODE_CACHE, loadProgram } from '../program.js';

// Makes the code cache of the program in a folder. V8 keeps what has run, so the program is made to run: once to write,
// and once to find everything as it should be. When the profiles are wrong, less runs and less is kept.
const [folder] = process.argv.slice(2);
const { exports, codeCache } = loadProgram(folder);
const output = mkdtempSync(`${tmpdir()}/cache-code-`);
try {
  for (let run = 0; run < 2; run++) await exports.main(['synth', '--output', output]);
  writeFileSync(`${folder}/${CODE_CACHE}`, codeCache());
} finally {
  rmSync(output, { recursive: true, force: true });
}
