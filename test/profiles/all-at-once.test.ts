import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

describe('a profile with problems of shape and of sense', () => {
  it('gives all of them at once', () => {
    const text = profileText({
      openshift: '4.20.2',
      nodes: '{ expected: 3, selecter: {} }',
      pccs: '{ node: a }',
      images: '{ pccs: quay.io/app:latest }',
    });
    expect(problemsIn(text).map((problem) => problem.split('\n')[0])).toEqual([
      'p.yaml:3:12: openshift: expected at least 4.20.18 (OpenShift sandboxed containers 1.12, Table 1.2), found 4.20.2',
      'p.yaml:4:23: nodes.selecter: unknown key',
      'p.yaml:7:7: pccs: has no effect without "tee: tdx"',
      expect.stringContaining('p.yaml:8:17: images.pccs: expected an image by digest'),
    ]);
  });

  it('names nothing that depends on what a wrong value should have been', () => {
    // With tee tdx, PCCS would be right.
    expect(problemsIn(profileText({ tee: 'tdxx', pccs: '{ node: a }' }))).toEqual([
      'p.yaml:1:6: tee: expected tdx or snp, found "tdxx"\n  fix: did you mean "tdx"?',
    ]);
    // On a single node, 3 would be wrong.
    expect(problemsIn(profileText({ topology: 'many' }))).toHaveLength(1);
    // Too old in either case.
    const old = problemsIn(profileText({ tee: 'tdxx', openshift: '4.18.1' }));
    expect(old.map((problem) => problem.split(':')[3])).toEqual([' tee', ' openshift']);
  });

  it('is still refused when there are too many meanings to look at', () => {
    const workloads = `[${Array.from({ length: 8 }, () => '{ name: A }').join(', ')}]`;
    const changes = { tee: 'x', topology: 'y', gpu: 'z', sandboxedContainers: '{ deploymentMode: 1 }' };
    const problems = problemsIn(profileText({ ...changes, workloads, openshift: '4.18.1' }));
    expect(problems.length).toBeGreaterThan(4);
  });

  it('gives what it gives for the right shape, besides what is wrong with the shape', () => {
    const odd = { openshift: '4.18.1', operators: '{ nodeFeatureDiscovery: { approval: Manual } }' };
    const alone = problemsIn(profileText(odd));
    expect(alone.length).toBeGreaterThan(1);
    const wrong = fc.constantFrom<Record<string, string>>(
      { zzz: '1' },
      { initdata: '{ algorithm: md5 }' },
      { workloads: '[{}]' },
      { pccs: '5' },
    );
    fc.assert(
      fc.property(wrong, (change) => {
        const problems = problemsIn(profileText({ ...odd, ...change }));
        expect(problems).toEqual(expect.arrayContaining(alone));
        expect(problems.length).toBeGreaterThan(alone.length);
      }),
    );
  });
});
