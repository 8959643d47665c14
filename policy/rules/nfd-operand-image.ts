import { textAt } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** Node Feature Discovery uses the image of its operator. */
export const nfdOperandImage: PolicyRule = {
  id: 'policy/nfd-operand-image',
  severity: 'warning',
  title: 'Node Feature Discovery uses the image of its operator',
  why: 'A pinned image is wrong on another version of OpenShift, a tag is not mirrored by digest, and the operator warns of it.',
  fix: 'Remove spec.operand.image.',
  docs: 'Document section 3.1; openshift/cluster-nfd-operator, condition OperandImagePinned',
  appliesTo: isKind('nfd.openshift.io', 'NodeFeatureDiscovery'),
  check: (object) =>
    textAt(object, '/spec/operand/image')
      ? [{ path: '/spec/operand/image', message: 'The image is pinned, and does not follow the operator.' }]
      : [],
};
