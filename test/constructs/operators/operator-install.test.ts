import { describe, expect, it } from 'vitest';
import {
  OperatorInstall,
  type OperatorInstallProps,
} from '../../../constructs/operators/operator-install.ts';
import { render } from '../support/render.ts';

function install(props: OperatorInstallProps) {
  return render((chart) => new OperatorInstall(chart, 'operator', props));
}

describe('the installation of an operator', () => {
  it('with the least props is a Subscription to the newest version, in a namespace that has an OperatorGroup', () => {
    const props = {
      packageName: 'intel-device-plugins-operator',
      namespace: 'openshift-operators',
      channel: 'stable',
      source: 'certified-operators',
    };
    expect(install(props)).toEqual([
      {
        apiVersion: 'operators.coreos.com/v1alpha1',
        kind: 'Subscription',
        metadata: { name: 'intel-device-plugins-operator', namespace: 'openshift-operators' },
        spec: {
          name: 'intel-device-plugins-operator',
          channel: 'stable',
          source: 'certified-operators',
          sourceNamespace: 'openshift-marketplace',
          installPlanApproval: 'Automatic',
        },
      },
    ]);
  });

  it('with all props has an OperatorGroup of its own, and names catalog, approval and version', () => {
    const props: Required<OperatorInstallProps> = {
      packageName: 'sandboxed-containers-operator',
      namespace: 'openshift-sandboxed-containers-operator',
      operatorGroup: 'sandboxed-containers-operator-group',
      channel: 'stable',
      source: 'cs-redhat-operator-index-v4-21',
      sourceNamespace: 'mirror',
      approval: 'Manual',
      startingCSV: 'sandboxed-containers-operator.v1.12.0',
    };
    expect(install(props)).toEqual([
      {
        apiVersion: 'operators.coreos.com/v1',
        kind: 'OperatorGroup',
        metadata: {
          name: 'sandboxed-containers-operator-group',
          namespace: 'openshift-sandboxed-containers-operator',
        },
        spec: { targetNamespaces: ['openshift-sandboxed-containers-operator'] },
      },
      {
        apiVersion: 'operators.coreos.com/v1alpha1',
        kind: 'Subscription',
        metadata: {
          name: 'sandboxed-containers-operator',
          namespace: 'openshift-sandboxed-containers-operator',
        },
        spec: {
          name: 'sandboxed-containers-operator',
          channel: 'stable',
          source: 'cs-redhat-operator-index-v4-21',
          sourceNamespace: 'mirror',
          installPlanApproval: 'Manual',
          startingCSV: 'sandboxed-containers-operator.v1.12.0',
        },
      },
    ]);
  });
});
