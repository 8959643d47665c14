import { rmSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { clusterTree } from '../../render/cluster-tree.ts';
import { renderCluster } from '../../render/render-cluster.ts';
import { profileIn, profileText } from '../profiles/profile-text.ts';
import { contentsOf, fill, ours, stampsOf } from '../render/output/support/contents.ts';
import { type Ended, runProgram, workspace } from './support/program.ts';

const PROFILES = { 'profiles/a.yaml': profileText(), 'profiles/b.yaml': profileText() };
/** What they render to. */
const TREE = clusterTree(
  Object.entries(PROFILES).map(([file, text]) => renderCluster(profileIn(text, file))),
  new Map([
    ['a', 'profiles/a.yaml'],
    ['b', 'profiles/b.yaml'],
  ]),
);

let cwd: string;

beforeEach(() => {
  cwd = workspace(PROFILES);
  fill(`${cwd}/dist`, TREE);
});

function synth(...args: string[]): Ended {
  return runProgram(['synth', ...args], { cwd });
}

function changeEach(): void {
  writeFileSync(`${cwd}/dist/a/kustomization.yaml`, ours('kustomization.yaml', 'resources: []'));
  rmSync(`${cwd}/dist/b/README.md`);
  fill(`${cwd}/dist`, {
    'a/own.yaml': 'not: ours',
    'b/00-namespaces/old.yaml': ours('old.yaml', 'a: 1'),
    'gone/old.yaml': ours('old.yaml', 'a: 1'),
  });
}

describe('synth --check', () => {
  it('says nothing when all is as it would be written, files of others aside', () => {
    fill(`${cwd}/dist`, { 'a/own.yaml': 'not: ours', 'own.txt': 'mine' });
    expect(synth('--check')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('names what is changed, missing and stale, ends with 1, and writes nothing', () => {
    changeEach();
    const before = stampsOf(cwd);
    expect(synth('--check')).toEqual({
      status: 1,
      stdout: [
        'changed dist/a/kustomization.yaml\n',
        'stale   dist/b/00-namespaces/old.yaml\n',
        'missing dist/b/README.md\n',
        'stale   dist/gone/old.yaml\n',
      ].join(''),
      stderr: '4 files differ from what the profiles render to; run "coco-gitops synth".\n',
    });
    expect(stampsOf(cwd)).toEqual(before);
  });

  it('finds everything missing where nothing was written yet, and makes no folder', () => {
    const { status, stdout } = synth('--check', '--output', 'other');
    expect(status).toBe(1);
    expect(stdout.trimEnd().split('\n')).toEqual(
      [...TREE.keys()].sort().map((path) => `missing other/${path}`),
    );
    expect(Object.keys(contentsOf(cwd)).filter((path) => path.startsWith('other'))).toEqual([]);
  });
});

describe('the names of profiles', () => {
  it('limit what is checked', () => {
    changeEach();
    expect(synth('--check', 'a')).toEqual({
      status: 1,
      stdout: 'changed dist/a/kustomization.yaml\n',
      stderr: '1 file differs from what the profiles render to; run "coco-gitops synth".\n',
    });
  });

  it('limit what is written', () => {
    changeEach();
    const changed = contentsOf(`${cwd}/dist`);
    const files = [...TREE.keys()].filter((path) => path.startsWith('a/')).length;
    expect(synth('a')).toEqual({
      status: 0,
      stdout: `dist: 1 written, ${files - 1} unchanged, 0 removed\n`,
      stderr: '',
    });
    const restored = { 'a/kustomization.yaml': TREE.get('a/kustomization.yaml') };
    expect(contentsOf(`${cwd}/dist`)).toEqual({ ...changed, ...restored });
  });

  it('left out, all is written, what is stale is removed, and files of others stay', () => {
    changeEach();
    expect(synth()).toEqual({
      status: 0,
      stdout: `dist: 2 written, ${TREE.size - 2} unchanged, 2 removed\n`,
      stderr: expect.stringMatching(/^dist\/gone: is gone, since no profile renders to it.*\n {2}fix: .*\n$/),
    });
    expect(contentsOf(`${cwd}/dist`)).toEqual({ ...Object.fromEntries(TREE), 'a/own.yaml': 'not: ours' });
  });
});
