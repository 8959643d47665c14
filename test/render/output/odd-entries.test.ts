import { rmSync } from 'node:fs';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it } from 'vitest';
import { compareTree } from '../../../render/output/check.ts';
import { writeTree } from '../../../render/output/write.ts';
import { fill, ours, treeOf } from './support/contents.ts';
import { contentState, makeWay, ODD_ENTRIES, stateOf } from './support/odd-entries.ts';
import { tempFolder } from './support/temp-folder.ts';

const TREE = treeOf({ 'tdx/a.yaml': 'new', 'tdx/10-b/c.yaml': 'c' });
const DEAD = 999_999_999;

/** Where something odd can stand, relative to the folder that the output is in, and whether a run works with it. */
const PLACES: readonly (readonly [place: string, refused: boolean])[] = [
  [`.dist.new-${DEAD}-0a1b2c3d`, true],
  [`.dist.old-${DEAD}-0a1b2c3d`, true],
  [`.dist.trash-${DEAD}-0a1b2c3d`, true],
  [`.dist.trash-${process.ppid}-0a1b2c3d`, true],
  ['dist/tdx', true],
  ['dist/tdx/a.yaml', true],
  ['dist/tdx/10-b', true],
  ['dist/tdx/own.yaml', false],
  ['dist/own', false],
  [`.dist.trash-${DEAD}-0a1b2c3d/tdx`, false],
  [`.dist.trash-${DEAD}-0a1b2c3d/own.yaml`, false],
  [`.dist.new-${DEAD}-0a1b2c3d/tdx`, false],
];

/** A repository with an output, and beside it what a run has no business with. */
function repository(): { root: string; outside: string } {
  const folder = tempFolder();
  fill(`${folder}/outside`, {
    'own.yaml': 'mine\n',
    'tdx/a.yaml': ours('tdx/a.yaml', 'elsewhere'),
    'key/id': 'secret\n',
  });
  fill(`${folder}/root/dist`, treeOf({ 'tdx/old.yaml': 'old' }));
  return { root: `${folder}/root`, outside: `${folder}/outside` };
}

/** @returns whether it was refused */
function tried(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return true;
  }
}

describe.each(Object.entries(ODD_ENTRIES))('%s', (_what, make) => {
  it.each(PLACES)('at %s: nothing outside is touched, and a comparison touches nothing', (place, refused) => {
    const { root, outside } = repository();
    if (place === 'dist/tdx') rmSync(`${root}/dist/tdx`, { recursive: true });
    makeWay(`${root}/${place}`);
    make(`${root}/${place}`, outside);
    const before = [stateOf(root), stateOf(outside)];
    const content = contentState(outside);

    tried(() => compareTree(`${root}/dist`, TREE, { scope: 'all' }));
    expect([stateOf(root), stateOf(outside)]).toEqual(before);

    const wasRefused = tried(() => writeTree(`${root}/dist`, TREE, { scope: 'all' }));
    if (refused) expect([stateOf(root), stateOf(outside)]).toEqual(before);
    expect(wasRefused).toBe(refused);
    expect(contentState(outside)).toEqual(content);
  });

  it('in the place of an output that was taken away is never taken for it', () => {
    const { root, outside } = repository();
    rmSync(`${root}/dist`, { recursive: true });
    make(`${root}/.dist.old-${DEAD}-0a1b2c3d`, outside);
    const before = [stateOf(root), stateOf(outside)];
    expect(tried(() => compareTree(`${root}/dist`, TREE, { scope: 'all' }))).toBe(true);
    expect(tried(() => writeTree(`${root}/dist`, TREE, { scope: 'all' }))).toBe(true);
    expect([stateOf(root), stateOf(outside)]).toEqual(before);
  });

  it('is no output', () => {
    const { root, outside } = repository();
    rmSync(`${root}/dist`, { recursive: true });
    make(`${root}/dist`, outside);
    const before = [stateOf(root), stateOf(outside)];
    expect(tried(() => compareTree(`${root}/dist`, TREE, { scope: 'all' }))).toBe(true);
    expect(tried(() => writeTree(`${root}/dist`, TREE, { scope: 'all' }))).toBe(true);
    expect([stateOf(root), stateOf(outside)]).toEqual(before);
  });

  it('in the output, on the way of a file that a killed run has left beside it, is not gone through', () => {
    const { root, outside } = repository();
    make(`${root}/dist/key`, outside);
    fill(root, {
      [`.dist.trash-${DEAD}-0a1b2c3d/key/id`]: 'theirs',
      [`.dist.trash-${DEAD}-0a1b2c3d/key/key/id`]: '',
    });
    const content = contentState(outside);
    const { leftOver } = writeTree(`${root}/dist`, TREE, { scope: 'all' });
    expect(leftOver.length).toBeGreaterThan(0);
    expect(contentState(outside)).toEqual(content);
  });
});
