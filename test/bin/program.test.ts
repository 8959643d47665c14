import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../render/output/support/temp-folder.ts';

interface Program {
  readonly exports: { readonly main: () => string };
  readonly isCached: boolean;
  readonly codeCache: () => Buffer;
}

const { CODE_CACHE, loadProgram }: { CODE_CACHE: string; loadProgram: (folder: string) => Program } =
  await import(fileURLToPath(new URL('../../bin/program.js', import.meta.url)));

function programOf(code: string): string {
  const folder = tempFolder();
  writeFileSync(
    `${folder}/main.cjs`,
    `(function (require, module, __filename) { module.exports = { main: () => ${code} }; })`,
  );
  return folder;
}

describe('the built program', () => {
  it('runs without a code cache, with its own name and with Node’s modules', () => {
    const folder = programOf("require('node:path').basename(__filename)");
    const { exports, isCached } = loadProgram(folder);
    expect(isCached).toBe(false);
    expect(exports.main()).toBe('main.cjs');
  });

  it('runs from the code cache that it made', () => {
    const folder = programOf("'same'");
    const first = loadProgram(folder);
    first.exports.main();
    writeFileSync(`${folder}/${CODE_CACHE}`, first.codeCache());
    const { exports, isCached } = loadProgram(folder);
    expect(isCached).toBe(true);
    expect(exports.main()).toBe('same');
  });

  it.each([
    ['is not one', () => Buffer.from('no cache')],
    ['is empty', () => Buffer.alloc(0)],
    ['is of other code', () => loadProgram(programOf("'some other code'")).codeCache()],
  ])('is compiled anew when the code cache %s', (_what, cache) => {
    const folder = programOf("'new'");
    writeFileSync(`${folder}/${CODE_CACHE}`, cache());
    const { exports, isCached } = loadProgram(folder);
    expect(isCached).toBe(false);
    expect(exports.main()).toBe('new');
  });
});
