import { describe, expect, it } from 'vitest';
import { judgePolicies, policyContext } from '../../policy/index.ts';

const TAGGED = { containers: [{ name: 'app', image: 'app:v1' }] };

function findings(
  annotations: Record<string, unknown>,
  spec: object = TAGGED,
  waivers?: Map<string, string>,
): string[] {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app', namespace: 'x', annotations }, spec };
  return judgePolicies(pod, policyContext([pod], waivers && { waivers })).map(
    ({ severity, rule, path, message }) => `${severity} ${rule} ${path}: ${message}`,
  );
}

const IMAGE = '/spec/containers/0/image: "app:v1" is named by a tag, which can be moved; expected a digest.';

describe('a waiver', () => {
  it('makes a finding information, with the reason', () => {
    expect(findings({})).toEqual([`warning policy/image-digest ${IMAGE}`]);
    expect(findings({ 'policy.coco-gitops/image-digest': 'built on each\n  node' })).toEqual([
      `info policy/image-digest ${IMAGE} Waived: built on each node`,
    ]);
  });

  it('can be given for the whole run, and one in the manifest goes before it', () => {
    const waivers = new Map([['policy/image-digest', 'a test cluster']]);
    expect(findings({}, TAGGED, waivers)).toEqual([
      `info policy/image-digest ${IMAGE} Waived: a test cluster`,
    ]);
    expect(findings({ 'policy.coco-gitops/image-digest': 'mine' }, TAGGED, waivers)).toEqual([
      `info policy/image-digest ${IMAGE} Waived: mine`,
    ]);
  });

  it.each(['', '  ', 7, null])('without a reason waives nothing, and is an error: %j', (reason) => {
    expect(findings({ 'policy.coco-gitops/image-digest': reason })).toEqual([
      `warning policy/image-digest ${IMAGE}`,
      'error policy/waiver-empty /metadata/annotations/policy.coco-gitops~1image-digest: A waiver of policy/image-digest has to give a reason.',
    ]);
  });

  it('of a rule that there is not, or that found nothing, is a warning', () => {
    expect(
      findings(
        { 'policy.coco-gitops/image-tag': 'x', 'policy.coco-gitops/host-path': 'x' },
        { containers: [] },
      ),
    ).toEqual([
      'warning policy/waiver-unknown /metadata/annotations/policy.coco-gitops~1image-tag: There is no rule "image-tag" to waive.',
      'warning policy/waiver-unused /metadata/annotations/policy.coco-gitops~1host-path: policy/host-path has nothing against this object; the waiver waives nothing.',
    ]);
  });

  it('for the whole run that is empty waives nothing', () => {
    expect(findings({}, TAGGED, new Map([['policy/image-digest', ' ']]))).toEqual([
      `warning policy/image-digest ${IMAGE}`,
    ]);
  });

  it('waives only its own rule', () => {
    const spec = { ...TAGGED, hostNetwork: true };
    expect(findings({ 'policy.coco-gitops/image-digest': 'x' }, spec)).toEqual([
      `info policy/image-digest ${IMAGE} Waived: x`,
      'warning policy/host-namespaces /spec/hostNetwork: hostNetwork gives the pod a namespace of its node.',
    ]);
  });

  it('shows a reason cut, and not at all when it holds a secret', () => {
    expect(findings({ 'policy.coco-gitops/image-digest': 'x'.repeat(500) })).toEqual([
      `info policy/image-digest ${IMAGE} Waived: ${'x'.repeat(200)}...`,
    ]);
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const texts = findings({ 'policy.coco-gitops/image-digest': `use ${token}` });
    expect(texts).toHaveLength(2);
    expect(texts.join()).not.toContain(token);
  });
});
