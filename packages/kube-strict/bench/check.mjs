// What `check` takes: from start to the verdict on one file, per document of many, and for large definitions. By CPU time
// of whole processes, in turns, since the machine's speed drifts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

const RUNS = 11;
const DOCUMENTS = 10_000;
const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/bench-`);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** CPU seconds (user and system) and peak memory in MB of one process. */
function measure(...args) {
  const wrapped = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    process.stderr.write(JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024])); });`;
  const preload = `data:text/javascript,${encodeURIComponent(wrapped)}`;
  const run = spawnSync(process.execPath, ['--import', preload, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(run.stderr + run.stdout.slice(-2000));
  const [cpu, memory] = JSON.parse(run.stderr);
  return { cpu, memory };
}

const check = (...args) => measure('bin/coco-gitops.js', 'check', '--min-severity', 'error', ...args);

/** The objects of dist/, over and over. */
function manyDocuments() {
  const files = readdirSync(`${root}dist`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('kustomization.yaml'))
    .map((file) => readFileSync(`${root}dist/${file}`, 'utf8'))
    .filter((text) => text.length < 20_000);
  return Array.from({ length: DOCUMENTS }, (_, index) => `---\n${files[index % files.length]}`).join('');
}

/** A file with the largest of the published definitions that tests compare with; parts that repeat are written out. */
function largestCrd() {
  const fixtures = `${root}packages/kube-strict/test/fixtures/crds/newest`;
  const crds = readdirSync(fixtures).map((file) =>
    JSON.stringify(load(readFileSync(`${fixtures}/${file}`, 'utf8'))),
  );
  const file = `${folder}/crd.json`;
  writeFileSync(file, crds.sort((a, b) => b.length - a.length)[0]);
  return file;
}

const megabytes = (file) => (statSync(file).size / 1024 ** 2).toFixed(1);

try {
  const small = `${folder}/small.yaml`;
  writeFileSync(small, 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n');
  const many = `${folder}/many.yaml`;
  writeFileSync(many, manyDocuments());
  check(small);
  const rows = Array.from({ length: RUNS }, () => ({ empty: measure('-e', '0').cpu, one: check(small).cpu }));
  const empty = median(rows.map((row) => row.empty));
  const one = median(rows.map((row) => row.one));
  const ratio = median(rows.map((row) => row.one / row.empty));
  console.log(`empty process         ${empty.toFixed(3)} CPU s`);
  console.log(`one small file        ${one.toFixed(3)} CPU s, ${ratio.toFixed(1)} times an empty process`);

  const runs = Array.from({ length: 3 }, () => check(many));
  const seconds = median(runs.map(({ cpu }) => cpu)) - one;
  const memory = Math.max(...runs.map((run) => run.memory));
  console.log(
    `${DOCUMENTS} documents       ${seconds.toFixed(2)} CPU s (${megabytes(many)} MiB), ${Math.round(DOCUMENTS / seconds)} a second, peak ${Math.round(memory)} MB`,
  );

  const crd = largestCrd();
  const loads = Array.from({ length: 3 }, () => check(small, '--crds', crd));
  const extra = median(loads.map(({ cpu }) => cpu)) - one;
  const peak = Math.max(...loads.map((run) => run.memory));
  console.log(
    `largest definition    ${extra.toFixed(2)} CPU s (${megabytes(crd)} MiB), peak ${Math.round(peak)} MB`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
