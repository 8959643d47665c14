import { describe, expect, it } from 'vitest';
import { TeeFeatureRule } from '../../../constructs/node-features/tee-feature-rule.ts';
import { render } from '../support/render.ts';

const EXISTS = { op: 'Exists' };

const RULES = [
  {
    name: 'runtime.kata',
    labels: { 'feature.node.kubernetes.io/runtime.kata': 'true' },
    matchAny: [
      {
        matchFeatures: [
          { feature: 'cpu.cpuid', matchExpressions: { SSE42: EXISTS, VMX: EXISTS } },
          { feature: 'kernel.loadedmodule', matchExpressions: { kvm: EXISTS, kvm_intel: EXISTS } },
        ],
      },
      {
        matchFeatures: [
          { feature: 'cpu.cpuid', matchExpressions: { SSE42: EXISTS, SVM: EXISTS } },
          { feature: 'kernel.loadedmodule', matchExpressions: { kvm: EXISTS, kvm_amd: EXISTS } },
        ],
      },
    ],
  },
  {
    name: 'amd.sev-snp',
    labels: { 'amd.feature.node.kubernetes.io/snp': 'true' },
    extendedResources: { 'sev-snp.amd.com/esids': '@cpu.security.sev.encrypted_state_ids' },
    matchFeatures: [
      { feature: 'cpu.cpuid', matchExpressions: { SVM: EXISTS } },
      { feature: 'cpu.security', matchExpressions: { 'sev.snp.enabled': EXISTS } },
    ],
  },
  {
    name: 'intel.sgx',
    labels: { 'intel.feature.node.kubernetes.io/sgx': 'true' },
    extendedResources: { 'sgx.intel.com/epc': '@cpu.security.sgx.epc' },
    matchFeatures: [
      { feature: 'cpu.cpuid', matchExpressions: { SGX: EXISTS, SGXLC: EXISTS } },
      { feature: 'cpu.security', matchExpressions: { 'sgx.enabled': { op: 'IsTrue' } } },
      { feature: 'kernel.config', matchExpressions: { X86_SGX: EXISTS } },
    ],
  },
  {
    name: 'intel.tdx',
    labels: { 'intel.feature.node.kubernetes.io/tdx': 'true' },
    extendedResources: { 'tdx.intel.com/keys': '@cpu.security.tdx.total_keys' },
    matchFeatures: [
      { feature: 'cpu.cpuid', matchExpressions: { VMX: EXISTS } },
      { feature: 'cpu.security', matchExpressions: { 'tdx.enabled': EXISTS } },
    ],
  },
];

describe('the rule that labels nodes by what they can run', () => {
  it('is that of the document', () => {
    expect(render((chart) => new TeeFeatureRule(chart, 'rule'))).toEqual([
      {
        apiVersion: 'nfd.openshift.io/v1alpha1',
        kind: 'NodeFeatureRule',
        metadata: { name: 'consolidated-hardware-features', namespace: 'openshift-nfd' },
        spec: { rules: RULES },
      },
    ]);
  });
});
