import type { JsonObject } from 'kube-strict/ground/json.ts';
import { type Place, textAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { containersOf, podsOf } from '../support/pods.ts';

/** Images are named by digest. */
export const imageDigest: PolicyRule = {
  id: 'policy/image-digest',
  severity: 'warning',
  title: 'Images by digest',
  why: 'What a tag names changes without a commit, and mirrors by digest (IDMS) do not serve tags.',
  fix: 'Write name@sha256:..., which "skopeo inspect docker://IMAGE" shows.',
  docs: 'Document sections 3.7 to 3.9, whose samples have tags',
  appliesTo: () => true,
  check: (object) => imagesOf(object).flatMap(findings),
};

function imagesOf(object: JsonObject): Place<string>[] {
  const containers = podsOf(object).flatMap((pod) =>
    containersOf(object, pod).map(({ path }) => `${path}/image`),
  );
  const plugin = object['kind'] === 'SgxDevicePlugin' ? ['/spec/image', '/spec/initImage'] : [];
  return [...containers, ...plugin].flatMap((path) => {
    const value = textAt(object, path);
    return value === undefined ? [] : [{ path, value }];
  });
}

function findings({ path, value }: Place<string>): PolicyFinding[] {
  // OpenShift fills in a blank image from an image stream, by digest.
  if (value.trim() === '' || /@sha256:[0-9a-f]{64}$/.test(value)) return [];
  if (value.includes('@')) {
    return [{ path, message: `Expected 64 hexadecimal digits behind @sha256:, found ${describe(value)}.` }];
  }
  const tag = /:([^/:]+)$/.exec(value)?.[1];
  if (tag === undefined) return [{ path, message: `${describe(value)} has no digest, and means :latest.` }];
  const which = tag === 'latest' ? 'its tag, which moves with every build' : 'a tag, which can be moved';
  return [{ path, message: `${describe(value)} is named by ${which}; expected a digest.` }];
}
