import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import fc from 'fast-check';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it } from 'vitest';
import { replaceFiles } from '../../cli/replace-files.ts';
import { ODD_ENTRIES, stateOf } from '../render/output/support/odd-entries.ts';
import { tempFolder } from '../render/output/support/temp-folder.ts';
import { ROOT } from './support/program.ts';

const before = Buffer.from('old\n');
const isRoot = process.getuid?.() === 0;

function inFolder(mode = 0o644): { folder: string; file: string } {
  const folder = tempFolder();
  const file = `${folder}/a.yaml`;
  writeFileSync(file, before);
  chmodSync(file, mode);
  return { folder, file };
}

describe('a file that is replaced', () => {
  it('keeps its mode, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0o777 }), (bits) => {
        const { folder, file } = inFolder(bits | 0o400);
        replaceFiles([{ file, before, after: 'new\n' }]);
        expect(readFileSync(file, 'utf8')).toBe('new\n');
        expect(statSync(file).mode & 0o7777).toBe(bits | 0o400);
        expect(readdirSync(folder)).toEqual(['a.yaml']);
      }),
      { numRuns: 40 },
    );
  });

  it.runIf(isRoot)('keeps its owner', () => {
    const { file } = inFolder(0o640);
    chownSync(file, 1234, 4321);
    replaceFiles([{ file, before, after: 'new\n' }]);
    expect(statSync(file)).toMatchObject({ uid: 1234, gid: 4321 });
  });

  it.runIf(isRoot)('is refused where it would get another owner', () => {
    const { folder, file } = inFolder(0o644);
    chmodSync(folder, 0o777);
    const state = stateOf(folder);
    const script = `
      process.setgid(65534); process.setgroups([]); process.setuid(65534);
      import(${JSON.stringify(`${ROOT}cli/replace-files.ts`)}).then(({ replaceFiles }) =>
        replaceFiles([{ file: ${JSON.stringify(file)}, before: Buffer.from('old\\n'), after: 'new' }])
      ).catch((error) => { console.log(error.message); });`;
    const told = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(told).toContain('it would have another owner or group; nothing was written');
    // Only the times of the folder changed.
    expect(stateOf(folder).slice(1)).toEqual(state.slice(1));
  });

  it('stays behind its link, and counts once', () => {
    const { folder, file } = inFolder();
    symlinkSync('a.yaml', `${folder}/link.yaml`);
    replaceFiles([file, `${folder}/link.yaml`].map((one) => ({ file: one, before, after: 'new\n' })));
    expect(lstatSync(`${folder}/link.yaml`).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new\n');
  });

  it.each(
    Object.entries(ODD_ENTRIES).filter(([name]) => /pipe|socket|second name|to nothing|to itself/.test(name)),
  )('is not, nor is any other, where one is %s', (_what, make) => {
    const { folder, file } = inFolder();
    const outside = tempFolder();
    writeFileSync(`${outside}/own.yaml`, before);
    make(`${folder}/odd.yaml`, outside);
    const state = [stateOf(folder), stateOf(outside)].map((lines) => lines.slice(1));
    const both = [file, `${folder}/odd.yaml`].map((one) => ({ file: one, before, after: 'new\n' }));
    expect(() => replaceFiles(both)).toThrow(UserError);
    expect([stateOf(folder), stateOf(outside)].map((lines) => lines.slice(1))).toEqual(state);
  });

  it('is never parted from its other names', () => {
    const { folder, file } = inFolder();
    linkSync(file, `${folder}/b.yaml`);
    expect(() => replaceFiles([{ file, before, after: 'new\n' }])).toThrow(/has 2 names/);
  });

  it('is replaced as a whole when the process is told to end meanwhile, and nothing is left beside it', async () => {
    const { folder, file } = inFolder(0o600);
    const script = `
      const { replaceFiles } = await import(${JSON.stringify(`${ROOT}cli/replace-files.ts`)});
      for (let n = 0; ; n += 1) {
        const before = Buffer.from(n === 0 ? 'old\\n' : String(n - 1).repeat(100_000));
        replaceFiles([{ file: ${JSON.stringify(file)}, before, after: String(n).repeat(100_000) }]);
        if (n === 0) console.log('ready');
        if (n % 10 === 9) await new Promise(setImmediate);
      }`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: ROOT,
    });
    await once(child.stdout, 'data');
    // Those that come while a file is replaced do nothing.
    const timer = setInterval(() => child.kill('SIGTERM'), 3);
    await once(child, 'exit');
    clearInterval(timer);
    expect(readdirSync(folder)).toEqual(['a.yaml']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
