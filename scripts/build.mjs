import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Libraries in the bundle are CommonJS and ask for Node's own modules with `require`. */
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

/**
 * Builds the program into `build/`: one bundle, split so that a command loads what it needs, and validators compiled
 * from the schemas in `crds/` and `validation/schemas/`. The folder appears whole or not at all.
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
      entryPoints: { main: 'cli/main.ts', 'cdk8s-plugin': 'cli/cdk8s/validate-manifests.ts' },
      outdir: out,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: 'none',
      metafile: true,
      banner: { js: REQUIRE },
      define: { VERSION: JSON.stringify(version) },
      logLevel: 'warning',
    });
    const compiler = await compileSchemas(out);
    const files = [...new Set([...Object.keys(metafile.inputs), ...compiler, 'package.json'])];
    const inputs = JSON.stringify(stamps(files));
    writeFileSync(`${out}/inputs.json`, inputs);
    if (keepEqual && inputs === builtInputs()) return;
    rmSync(`${root}build`, { recursive: true, force: true });
    renameSync(out, `${root}build`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function builtInputs() {
  const file = `${root}build/inputs.json`;
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Compiles the schemas; returns the files that the result depends on. */
async function compileSchemas(out) {
  const outfile = `${out}/compile-schemas.mjs`;
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['validation/compile/compile-schemas.ts'],
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
  const read = await compile(root, `${out}/schemas`);
  rmSync(outfile);
  return [...Object.keys(metafile.inputs), ...read];
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
