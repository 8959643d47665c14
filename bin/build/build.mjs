import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { PROGRAM } from '../program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The validator, a package of the workspace. */
const VALIDATOR = 'packages/kube-strict/';

/** The function that `loadProgram` calls. CommonJS knows no `import.meta.url`. */
const BEGIN = `(function (require, module, __filename) {
'use strict';
const moduleUrl = require('node:url').pathToFileURL(__filename).href;`;
const END = '})';

/** What makes the build, beside its sources. */
const BUILDERS = ['bin/build/build.mjs', 'bin/build/cache-code.mjs', 'bin/program.js'];

/**
 * Builds the program into `build/`: one bundle, a cache of its code, and validators compiled from the schemas in `crds/`
 * and those of Kubernetes and OpenShift in the validator. The folder appears whole or not at all.
 *
 * @param keepEqual leave a build of the same sources where it is: another process has made it meanwhile, and reads it
 */
export async function build({ keepEqual = false } = {}) {
  const out = `${root}build.new-${process.pid}`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  try {
    const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
    const { metafile } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: ['cli/main.ts'],
      outfile: `${out}/${PROGRAM}`,
      bundle: true,
      // Node 20 can keep a cache of the code of scripts, not of modules.
      format: 'cjs',
      platform: 'node',
      target: 'node20.19',
      charset: 'ascii',
      alias: {
        // Its entry for Node loads worker threads, which the program does not use.
        fflate: 'fflate/browser',
        // Cdk8s brings a copy of its own.
        yaml: `${root}node_modules/yaml`,
      },
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: 'none',
      metafile: true,
      banner: { js: BEGIN },
      footer: { js: END },
      define: { VERSION: JSON.stringify(version), 'import.meta.url': 'moduleUrl' },
      logLevel: 'warning',
    });
    const compiler = await compileSchemas(out);
    // A process of its own, so that nothing has run before. What it prints is of no interest unless it fails.
    execFileSync(process.execPath, [`${root}bin/build/cache-code.mjs`, out], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const files = [...new Set([...Object.keys(metafile.inputs), ...compiler, ...BUILDERS, 'package.json'])];
    const inputs = JSON.stringify(stamps(files));
    writeFileSync(`${out}/inputs.json`, inputs);
    // Other processes may build at the same time, and one may put its build where another has just removed the old one.
    for (let turn = 1; ; turn++) {
      if (keepEqual && inputs === builtInputs()) return;
      try {
        removeBuild();
        renameSync(out, `${root}build`);
        return;
      } catch (error) {
        if (turn === MOST_TURNS || !['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
      }
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const MOST_TURNS = 10;

/** Moved aside first, so that nobody sees a half of it. */
function removeBuild() {
  const aside = `${root}build.old-${process.pid}`;
  try {
    renameSync(`${root}build`, aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

function builtInputs() {
  try {
    return readFileSync(`${root}build/inputs.json`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Compiles the schemas; returns the files that the result depends on. */
async function compileSchemas(out) {
  const outfile = `${out}/compile-schemas.mjs`;
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`${VALIDATOR}validation/compile/compile-schemas.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    metafile: true,
    packages: 'external',
    logLevel: 'warning',
  });
  const { compileSchemas: compile } = await import(pathToFileURL(outfile).href);
  const crds = readdirSync(`${root}crds`)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => `crds/${file}`);
  const schemas = `${VALIDATOR}validation/schemas/`;
  const read = await compile(
    crds.map((file) => root + file),
    root + schemas,
    `${out}/schemas`,
  );
  rmSync(outfile);
  return [...Object.keys(metafile.inputs), ...crds, ...read.map((file) => schemas + file)];
}

/** What tells that a source has changed since. Sources of libraries do not change without an install, which builds. */
function stamps(files) {
  const own = files.filter((file) => !file.startsWith('node_modules/'));
  return Object.fromEntries(
    own.map((file) => {
      const { mtimeMs, size } = statSync(root + file);
      return [file, `${mtimeMs} ${size}`];
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
