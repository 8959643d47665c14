import { join, relative } from 'node:path';
import * as fc from 'fast-check';
import { clusterContexts } from 'kube-strict/check/clusters/contexts.ts';
import { judgeInClusters } from 'kube-strict/check/judge-in-clusters.ts';
import { runObjects } from 'kube-strict/check/run-objects.ts';
import { readDocumentsNow } from 'kube-strict/manifests/read-documents.ts';
import { readChunks } from 'kube-strict/manifests/read-file.ts';
import { describe, expect, it } from 'vitest';
import { policyFamily } from '../../../../policy/family.ts';
import { workspace } from '../../support/program.ts';
import { type ClusterFiles, filesOf, LAYOUTS, STATES, type State } from './fleet.ts';

const KATA_CONFIG = { group: 'kataconfiguration.openshift.io', kind: 'KataConfig' };

/** What the policy rules find in a tree: `FILE RULE MESSAGE`. Waivers that are not used are no matter of clusters. */
function findings(tree: ClusterFiles): string[] {
  const root = workspace(tree);
  const files = Object.keys(tree)
    .map((file) => join(root, file))
    .sort();
  const policy = policyFamily({});
  const contexts = clusterContexts(files, runObjects(files, readChunks), [KATA_CONFIG]);
  const objects = files.filter((file) => !file.endsWith('/kustomization.yaml'));
  return objects.flatMap((file) =>
    [...readDocumentsNow(readChunks(file), {})].flatMap(({ value }) =>
      judgeInClusters(value, policy, () => contexts.of(file)).map(
        ({ rule, severity, message }) => `${relative(root, file)} ${severity} ${rule} ${message}`,
      ),
    ),
  );
}

const layouts = Object.entries(LAYOUTS);
const NAMES = ['east', 'west', 'north'];
const errorsOf = (lines: readonly string[]) => lines.filter((line) => line.includes(' error '));

describe('clusters beside each other in one tree', () => {
  it.each(layouts)('have each its own findings, in whatever company: %s', (_name, { tellsAll, place }) => {
    const state = fc.constantFrom(...STATES.filter((one) => tellsAll || one !== 'without Kata'));
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 3 }), (states: readonly State[]) => {
        const trees = states.map((one, index) => place(NAMES[index] ?? '', filesOf(NAMES[index] ?? '', one)));
        const alone = new Set(trees.flatMap((tree) => findings(tree)));
        expect(findings(Object.assign({}, ...trees))).toEqual([...alone].sort());
        const bad = states.filter((one) => one === 'dead-lock' || one === 'two KataConfigs').length;
        expect(errorsOf([...alone]).length > 0).toBe(bad > 0);
      }),
      { numRuns: 4 },
    );
  });

  it.each(layouts)('that are sound are not refused, and one that is not is: %s', (_name, { place }) => {
    const tree = (...states: State[]) =>
      Object.assign(
        {},
        ...states.map((one, index) => place(NAMES[index] ?? '', filesOf(NAMES[index] ?? '', one))),
      );
    expect(errorsOf(findings(tree('sound', 'sound', 'sound')))).toEqual([]);
    const deadLock = errorsOf(findings(tree('sound', 'dead-lock', 'sound')));
    expect(deadLock).toEqual([
      expect.stringMatching(/^\S*west\S*gates\.yaml error policy\/feature-gate-order /),
    ]);
    const two = errorsOf(findings(tree('two KataConfigs', 'sound')));
    expect(two).toEqual(
      ['kata', 'kata2'].map((name) =>
        expect.stringMatching(`^\\S*east\\S*${name}\\.yaml error policy/one-kata-config `),
      ),
    );
  });
});

describe('one cluster', () => {
  const objects = filesOf('east', 'dead-lock');
  const found = (tree: ClusterFiles) => errorsOf(findings(tree)).length;
  const [gates, kata, mc] = [
    objects['gates.yaml'] ?? '',
    objects['kata.yaml'] ?? '',
    LAYOUTS['plain folders']?.place('x', {})['x/mc.yaml'] ?? '',
  ];

  it('is seen whole over folders without a kustomization', () => {
    expect(found({ 'a/gates.yaml': gates, 'b/kata.yaml': kata, 'c/d/mc.yaml': mc })).toBe(1);
  });

  it('is seen whole where a kustomization takes its parts from elsewhere', () => {
    const files = { 'x/kustomization.yaml': 'resources: [../a, ../b/kata.yaml]\n', 'b/kata.yaml': kata };
    expect(
      found({
        ...files,
        'a/kustomization.yaml': 'resources: [gates.yaml, mc.yaml]\n',
        'a/gates.yaml': gates,
        'a/mc.yaml': mc,
      }),
    ).toBe(1);
  });

  it('is seen whole where kustomizations include each other, or themselves', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [., gates.yaml, ../b]\n',
      'b/kustomization.yaml': 'resources: [../a, kata.yaml, mc.yaml]\n',
    };
    expect(found({ ...files, 'a/gates.yaml': gates, 'b/kata.yaml': kata, 'b/mc.yaml': mc })).toBe(1);
  });
});
