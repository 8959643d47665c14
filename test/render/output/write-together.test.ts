import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { compareTree } from '../../../render/output/check.ts';
import { recover as recoverOutput } from '../../../render/output/folder/recover.ts';
import { writeTree } from '../../../render/output/write.ts';
import { contentsOf, fill } from './support/contents.ts';
import { tempFolder } from './support/temp-folder.ts';
import { largeTree, nthTree } from './support/trees.ts';
import { killWriter, startWriter, waitForWriter } from './support/writer-process.ts';

describe('runs at the same time', () => {
  it('of everything leave one of their trees, whole', async () => {
    const dist = `${tempFolder()}/dist`;
    fill(dist, { 'own.txt': 'mine', 'tdx/own.yaml': 'a: 1\n' });
    const writers = await Promise.all([startWriter(dist, 1), startWriter(dist, 2)]);
    await setTimeout(1500);
    await Promise.all(writers.map(killWriter));
    recoverOutput(dist);
    const after = contentsOf(dist);
    const tree = nthTree('tdx/20-b/c.yaml' in after ? 2 : 1);
    expect(after).toEqual({ ...Object.fromEntries(tree), 'own.txt': 'mine', 'tdx/own.yaml': 'a: 1\n' });
    expect(readdirSync(`${dist}/..`)).toEqual(['dist']);
  });

  it('of different folders lose nothing of each other', async () => {
    const dist = `${tempFolder()}/dist`;
    const rounds = 40;
    const folders = ['tdx', 'snp', 'gpu'];
    const ends = await Promise.all(
      folders.map((folder) => waitForWriter('folder', dist, folder, String(rounds))),
    );
    expect(ends).toEqual([0, 0, 0]);
    const wanted = folders.map((folder) => Object.fromEntries(largeTree(folder, 20, rounds - 1)));
    expect(contentsOf(dist)).toEqual(Object.assign({}, ...wanted));
    expect(readdirSync(`${dist}/..`)).toEqual(['dist']);
  });

  it('lose no file that someone else makes meanwhile', async () => {
    const dist = `${tempFolder()}/dist`;
    const writer = await startWriter(dist, 1);
    const made: Record<string, string> = {};
    while (Object.keys(made).length < 300) {
      const name = `own-${Object.keys(made).length}.txt`;
      try {
        writeFileSync(`${dist}/${name}`, name, { flag: 'wx' });
        made[name] = name;
      } catch {
        // Between the two renames there is no folder to write into.
      }
      await setTimeout(1);
    }
    await killWriter(writer);
    recoverOutput(dist);
    expect(contentsOf(dist)).toMatchObject(made);
    for (const name of Object.keys(made)) expect(readFileSync(`${dist}/${name}`, 'utf8')).toBe(name);
  });

  it('can be looked at, and no mixture of two trees is seen', async () => {
    const dist = `${tempFolder()}/dist`;
    const writer = await startWriter(dist, 1);
    const seen = new Set<number>();
    for (let look = 0; look < 200; look++) {
      seen.add(compareTree(dist, nthTree(1), { scope: 'all' }).length);
      await setTimeout(1);
    }
    await killWriter(writer);
    // The first tree; the second, which differs in six files; or nothing at all, between two renames.
    const possible = [0, 6, nthTree(1).size];
    expect([...seen].filter((drifts) => !possible.includes(drifts))).toEqual([]);
    expect(seen).toContain(0);
    expect(seen).toContain(6);
  });
});

describe('the time to write 1,000 files', () => {
  it('is reported, not judged', async ({ annotate }) => {
    const dist = `${tempFolder()}/dist`;
    const times: Record<string, number> = {};
    for (const [what, n] of [
      ['all new', 0],
      ['half changed', 1],
      ['nothing changed', 1],
    ] as const) {
      const start = performance.now();
      const { written } = writeTree(dist, largeTree('tdx', 1000, n), { scope: 'all' });
      times[what] = Math.round(performance.now() - start);
      expect(written).toHaveLength({ 'all new': 1000, 'half changed': 500, 'nothing changed': 0 }[what]);
    }
    await annotate(`milliseconds: ${JSON.stringify(times)}`);
  });
});
