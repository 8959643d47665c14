// Cold synthesis of the built-in profiles against an empty Node process, by CPU time (user and system) of the whole
// process. The two take turns, and each ratio is of neighbours, so that it holds when the machine's speed drifts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const RUNS = 15;
const GOAL = 6;
const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(`${tmpdir()}/bench-`);

const WHAT = {
  empty: 'node -e 0',
  written: 'synth into a new folder',
  unchanged: 'synth into the same folder again',
};

/** CPU seconds of one process, as the shell that waits for it counts them. */
function cpu(...args) {
  const words = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
  const run = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time ${words} >/dev/null`], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const [user, system] = run.stderr.trim().split(/\s+/).slice(-2).map(Number);
  return user + system;
}

const synth = (output) => cpu('bin/coco-gitops.js', 'synth', '--output', `${scratch}/${output}`);
const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, part) => sorted(values)[Math.floor((values.length - 1) * part)];

try {
  // Builds the program when it is not up to date.
  synth('warm-up');
  // A folder for each run, all removed at the end: making a file costs some file systems more just after a removal.
  const rows = Array.from({ length: RUNS }, (_, run) => ({
    empty: cpu('-e', '0'),
    written: synth(run),
    unchanged: synth(run),
  }));
  console.log(
    `CPU time of a process on Node ${process.version}, median of ${RUNS} runs (and quartiles of the ratio)`,
  );
  for (const [name, what] of Object.entries(WHAT)) {
    const seconds = quantile(
      rows.map((row) => row[name]),
      0.5,
    );
    const ratios = rows.map((row) => row[name] / row.empty);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(ratios, part).toFixed(1));
    console.log(
      `${name.padEnd(10)} ${seconds.toFixed(3)} s  ${middle} times empty (${low} to ${high})  ${what}`,
    );
  }
  console.log(`goal: synth below ${GOAL} times empty`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
