import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

const IMAGE = `registry.example.com/app@sha256:${'0'.repeat(64)}`;

function workload(settings: string): string {
  return `{ ${settings}, image: "${IMAGE}" }`;
}

describe('verification', () => {
  it.each([
    {},
    { verification: '{}' },
    { verification: '{ gpu: false }' },
    { verification: '{ gpu: true }', gpu: 'nvidia' },
    { verification: '{ refusal: false, attestation: { resource: a/b.c/d-e_f, expect: "all is well" } }' },
  ])('may be %j', (changes) => {
    expect(problemsIn(profileText(changes))).toEqual([]);
  });

  it('may not be of GPUs on a cluster that is not set up for them', () => {
    expect(problemsIn(profileText({ verification: '{ gpu: true }' }))).toEqual([
      'p.yaml:7:22: verification.gpu: expected false with gpu none, found true\n  fix: write "gpu: nvidia" at the top of the profile, or remove it',
    ]);
  });

  it.each(['a/b', '/a/b/c', 'a/b/c/d', 'a/../c', 'a/b/c?d', 'kbs:///a/b/c', 'a/b/c d', ''])(
    'may not ask for the resource %j',
    (resource) => {
      const verification = `{ attestation: { resource: ${JSON.stringify(resource)} } }`;
      const [problem, ...others] = problemsIn(profileText({ verification }));
      expect(problem).toContain(
        'p.yaml:7:42: verification.attestation.resource: expected <repository>/<type>/<tag>',
      );
      expect(others).toEqual([]);
    },
  );

  it.each(['', 'a\nb', 'caf\u00e9', 'a\tb'])('may not expect %j', (expected) => {
    const verification = `{ attestation: { expect: ${JSON.stringify(expected)} } }`;
    const [problem, ...others] = problemsIn(profileText({ verification }));
    expect(problem).toContain('verification.attestation.expect: expected one line of ASCII text');
    expect(others).toEqual([]);
  });

  it('keeps its namespace to itself', () => {
    const workloads = `[${workload('name: a, namespace: coco-verification')}]`;
    const [problem] = problemsIn(profileText({ workloads }));
    expect(problem).toContain('coco-verification belongs to the verification of attestation');
  });
});
