import { Construct } from 'constructs';
import {
  NodeFeatureRuleSpecRulesMatchAnyMatchFeaturesMatchExpressionsOp as AnyOp,
  NodeFeatureRule,
  NodeFeatureRuleSpecRulesMatchFeaturesMatchExpressionsOp as Op,
  type NodeFeatureRuleSpecRules as Rule,
} from '../../imports/node-feature-rule-nfd.openshift.io.ts';
import { each } from './match.ts';
import { NFD_NAMESPACE } from './node-feature-discovery.ts';

/**
 * NodeFeatureRule `consolidated-hardware-features` (document section 3.1): which nodes can run Kata, and which TEE they
 * have. All four rules go to every cluster, whatever its TEE: the operator refuses a cluster with two, and it can only
 * do so when both are labelled.
 */
export class TeeFeatureRule extends Construct {
  /** @param namespace namespace of the operator */
  constructor(scope: Construct, id: string, namespace: string = NFD_NAMESPACE) {
    super(scope, id);
    new NodeFeatureRule(this, 'rule', {
      metadata: { name: 'consolidated-hardware-features', namespace },
      spec: { rules: [kata(), snp(), sgx(), tdx()] },
    });
  }
}

function kata(): Rule {
  const virtualization = (extension: string, module: string) => ({
    matchFeatures: [
      { feature: 'cpu.cpuid', matchExpressions: each(AnyOp.EXISTS, 'SSE42', extension) },
      { feature: 'kernel.loadedmodule', matchExpressions: each(AnyOp.EXISTS, 'kvm', module) },
    ],
  });
  return {
    name: 'runtime.kata',
    labels: { 'feature.node.kubernetes.io/runtime.kata': 'true' },
    matchAny: [virtualization('VMX', 'kvm_intel'), virtualization('SVM', 'kvm_amd')],
  };
}

function snp(): Rule {
  return {
    name: 'amd.sev-snp',
    labels: { 'amd.feature.node.kubernetes.io/snp': 'true' },
    extendedResources: { 'sev-snp.amd.com/esids': '@cpu.security.sev.encrypted_state_ids' },
    matchFeatures: [
      { feature: 'cpu.cpuid', matchExpressions: each(Op.EXISTS, 'SVM') },
      { feature: 'cpu.security', matchExpressions: each(Op.EXISTS, 'sev.snp.enabled') },
    ],
  };
}

function sgx(): Rule {
  return {
    name: 'intel.sgx',
    labels: { 'intel.feature.node.kubernetes.io/sgx': 'true' },
    extendedResources: { 'sgx.intel.com/epc': '@cpu.security.sgx.epc' },
    matchFeatures: [
      { feature: 'cpu.cpuid', matchExpressions: each(Op.EXISTS, 'SGX', 'SGXLC') },
      { feature: 'cpu.security', matchExpressions: each(Op.IS_TRUE, 'sgx.enabled') },
      { feature: 'kernel.config', matchExpressions: each(Op.EXISTS, 'X86_SGX') },
    ],
  };
}

/** `tdx.enabled` exists only once the host has booted with `kvm_intel.tdx=1` (node-feature-discovery, source/cpu). */
function tdx(): Rule {
  return {
    name: 'intel.tdx',
    labels: { 'intel.feature.node.kubernetes.io/tdx': 'true' },
    extendedResources: { 'tdx.intel.com/keys': '@cpu.security.tdx.total_keys' },
    matchFeatures: [
      { feature: 'cpu.cpuid', matchExpressions: each(Op.EXISTS, 'VMX') },
      { feature: 'cpu.security', matchExpressions: each(Op.EXISTS, 'tdx.enabled') },
    ],
  };
}
