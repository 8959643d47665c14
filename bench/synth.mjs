// Cold synthesis of the built-in profiles against an empty Node process, in turns, by CPU time of the whole process:
// a ratio within one run holds when the machine's speed drifts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const RUNS = 11;
const GOAL = 6;
const root = fileURLToPath(new URL('..', import.meta.url));
const output = mkdtempSync(`${tmpdir()}/bench-`);

/** CPU seconds (user and system) of one process, as the shell that waits for it counts them. */
function cpu(...args) {
  const words = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
  const run = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time ${words} >/dev/null`], {
    cwd: root,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const [user, system] = run.stderr.trim().split(' ').slice(-2).map(Number);
  return user + system;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const synth = ['bin/coco-gitops.js', 'synth', '--output', output];

try {
  cpu(...synth);
  const rows = Array.from({ length: RUNS }, () => {
    rmSync(output, { recursive: true, force: true });
    return { empty: cpu('-e', '0'), written: cpu(...synth), unchanged: cpu(...synth) };
  });
  for (const name of ['empty', 'written', 'unchanged']) {
    const seconds = median(rows.map((row) => row[name]));
    const ratio = median(rows.map((row) => row[name] / row.empty));
    console.log(`${name.padEnd(10)} ${seconds.toFixed(3)} CPU s, ${ratio.toFixed(1)} times an empty process`);
  }
  console.log(`goal: synth below ${GOAL} times`);
} finally {
  rmSync(output, { recursive: true, force: true });
}
