import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Writes the declarations of `coco-gitops/validator` to types/. The validator is no package that a user has installed, so
// that its name becomes a path.
const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = 'cli/validator.ts';
const flags = [
  ...['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--skipLibCheck', '--strict'],
  ...['--allowImportingTsExtensions', '--declaration', '--emitDeclarationOnly'],
  ...['--rootDir', '.', '--outDir', 'types'],
];
rmSync(`${root}types`, { recursive: true, force: true });
execFileSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', ...flags, entry, 'packages/kube-strict/index.ts'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
const file = `${root}types/${entry.replace('.ts', '.d.ts')}`;
writeFileSync(file, readFileSync(file, 'utf8').replaceAll("'kube-strict/", "'../packages/kube-strict/"));
