import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { compareTree } from '../../../render/output/check.ts';
import { recover as recoverOutput } from '../../../render/output/folder/recover.ts';
import { writeTree } from '../../../render/output/write.ts';
import { bySize, sampled } from '../../support/size.ts';
import { contentsOf, fill } from './support/contents.ts';
import { stateOf } from './support/odd-entries.ts';
import { tempFolder } from './support/temp-folder.ts';
import { nthTree } from './support/trees.ts';
import { killWriter, runWriter, startWriter } from './support/writer-process.ts';

const FOREIGN = { 'own.txt': 'mine', 'tdx/10-a/own.yaml': 'a: 1\n', 'other/own.md': '# mine\n' };
const [OLD, NEW] = [1, 2].map((n) => ({ ...Object.fromEntries(nthTree(n)), ...FOREIGN }));

const ROUNDS = bySize({ quick: 8, sample: 25, long: 200 });

/** A folder with the first tree and files that are not ours. */
function oldOutput(): string {
  const dist = `${tempFolder()}/dist`;
  writeTree(dist, nthTree(1), { scope: 'all' });
  fill(dist, FOREIGN);
  return dist;
}

describe('a run that is killed', () => {
  it('ahead of any change of the file system leaves the old output or the new one', async ({ annotate }) => {
    const calls = Number(runWriter('die', oldOutput(), '0').stdout);
    expect(calls).toBeGreaterThan(40);
    const all = Array.from({ length: calls }, (_, index) => index + 1);
    const counts = { old: 0, new: 0, away: 0 };
    for (const call of sampled(all, { quick: 6, sample: 2 })) {
      const dist = oldOutput();
      expect(runWriter('die', dist, String(call)).signal).toBe('SIGKILL');
      const left = stateOf(dirname(dist));
      compareTree(dist, nthTree(2), { scope: 'all' });
      expect(stateOf(dirname(dist))).toEqual(left);
      if (!existsSync(dist)) {
        counts.away++;
        recoverOutput(dist);
        expect(contentsOf(dist)).toEqual(OLD);
      }
      const after = contentsOf(dist);
      counts['tdx/20-b/c.yaml' in after ? 'new' : 'old']++;
      expect(after).toEqual('tdx/20-b/c.yaml' in after ? NEW : OLD);
      writeTree(dist, nthTree(2), { scope: 'all' });
      expect(contentsOf(dist)).toEqual(NEW);
      expect(readdirSync(dirname(dist))).toEqual(['dist']);
    }
    // Only between the two renames.
    expect(counts.away).toBeLessThanOrEqual(1);
    expect(Math.min(counts.old, counts.new)).toBeGreaterThan(0);
    await annotate(
      `of ${calls} places ${counts.old} left the old output, ${counts.new} the new one; put back: ${counts.away}`,
    );
  });

  it(`at any moment, ${ROUNDS} times, leaves one of the two outputs whole`, async ({ annotate }) => {
    const dist = oldOutput();
    let putBack = 0;
    let leftOver = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const writer = await startWriter(dist, round);
      await setTimeout(Math.random() * 30);
      await killWriter(writer);
      if (readdirSync(dirname(dist)).length > 1) leftOver++;
      if (!existsSync(dist)) {
        putBack++;
        recoverOutput(dist);
      }
      const after = contentsOf(dist);
      expect(after).toEqual('tdx/20-b/c.yaml' in after ? NEW : OLD);
    }
    recoverOutput(dist);
    expect(readdirSync(dirname(dist))).toEqual(['dist']);
    await annotate(
      `killed ${ROUNDS} times: ${leftOver} left something beside the output, ${putBack} needed it put back`,
    );
  });
});

describe('recovery', () => {
  /** No process has this id: the kernel gives out at most 2^22. */
  const DEAD = 999_999_999;

  it('puts back an output that a dead run had taken away, and drops what it had begun', () => {
    const dist = oldOutput();
    fill(`${dist}/../.dist.new-${DEAD}-0a1b2c3d`, { 'tdx/half.yaml': '' });
    renameSync(dist, `${dist}/../.dist.old-${DEAD}-0a1b2c3d`);
    recoverOutput(dist);
    expect(contentsOf(dist)).toEqual(OLD);
    expect(readdirSync(dirname(dist))).toEqual(['dist']);
  });

  it('leaves alone what a living run uses, and what only looks like ours', () => {
    const dist = oldOutput();
    const names = [
      `.dist.new-${process.ppid}-0a1b2c3d`,
      `.dist.new-${DEAD}-mine`,
      `.other.new-${DEAD}-0a1b2c3d`,
      '.dist.new',
    ];
    for (const name of names) mkdirSync(`${dist}/../${name}`);
    recoverOutput(dist);
    expect(readdirSync(dirname(dist)).sort()).toEqual([...names, 'dist'].sort());
  });

  it('moves files that are not ours out of what was replaced', () => {
    const dist = oldOutput();
    const trash = `${dist}/../.dist.trash-${DEAD}-0a1b2c3d`;
    fill(trash, {
      'tdx/late.txt': 'made during the run',
      'new/late.yaml': 'b: 2\n',
      'own.txt': 'saved during the run',
    });
    fill(trash, nthTree(2));
    recoverOutput(dist);
    const late = {
      'tdx/late.txt': 'made during the run',
      'new/late.yaml': 'b: 2\n',
      'own.txt': 'saved during the run',
    };
    expect(contentsOf(dist)).toEqual({ ...OLD, ...late });
    expect(readdirSync(dirname(dist))).toEqual(['dist']);
  });

  it('takes back an output from a run that lives but has stopped between its renames', () => {
    const dist = oldOutput();
    renameSync(dist, `${dist}/../.dist.old-${process.ppid}-0a1b2c3d`);
    recoverOutput(dist);
    expect(contentsOf(dist)).toEqual(OLD);
  });

  it('does nothing where there is nothing', () => {
    const folder = tempFolder();
    recoverOutput(`${folder}/none/dist`);
    expect(readdirSync(folder)).toEqual([]);
  });
});
