import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** Labels of nodes outlive Node Feature Discovery. */
export const nfdPrune: PolicyRule = {
  id: 'policy/nfd-prune',
  severity: 'warning',
  title: 'Node labels stay when Node Feature Discovery is removed',
  why: 'Nodes that lose the label of Kata leave pool kata-oc and reboot; and without TEE labels the operator never deletes KataConfig.',
  fix: 'Remove spec.prunerOnDelete, and remove KataConfig before Node Feature Discovery.',
  docs: 'openshift/sandboxed-containers-operator controllers/openshift_controller.go; openshift/cluster-nfd-operator',
  appliesTo: isKind('nfd.openshift.io', 'NodeFeatureDiscovery'),
  check: (object) =>
    valueAt(object, '/spec/prunerOnDelete') === true
      ? [
          {
            path: '/spec/prunerOnDelete',
            message: 'Takes the labels off all nodes when this object is deleted.',
          },
        ]
      : [],
};
