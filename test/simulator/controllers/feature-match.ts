import type { FeatureMatch, FeatureRule } from '../kinds.ts';
import type { Machine } from '../machine.ts';

/** Features of a node by domain; a flag has the value `true` or none. */
export type Features = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What the workers of Node Feature Discovery find (node-feature-discovery, source/cpu/security_amd64.go): `tdx.enabled`
 * only when the kernel module says so, which takes the kernel argument; `sev.snp.enabled` as the firmware has it.
 */
export function featuresOf(machine: Machine): Features {
  const { vendor, sgx } = machine.hardware;
  const intel = vendor === 'intel';
  return {
    'cpu.cpuid': {
      SSE42: '',
      ...(intel ? { VMX: '' } : { SVM: '' }),
      ...(intel && sgx ? { SGX: '', SGXLC: '' } : {}),
    },
    'cpu.security': {
      ...(machine.tee === 'tdx' ? { 'tdx.enabled': 'true', 'tdx.total_keys': '31' } : {}),
      ...(machine.tee === 'snp' ? { 'sev.snp.enabled': 'true', 'sev.encrypted_state_ids': '410' } : {}),
      ...(intel && sgx ? { 'sgx.enabled': 'true', 'sgx.epc': '1073741824' } : {}),
    },
    'kernel.loadedmodule': { kvm: '', [intel ? 'kvm_intel' : 'kvm_amd']: '' },
    'kernel.config': { X86_SGX: 'y' },
  };
}

/**
 * Whether a rule holds (node-feature-discovery, pkg/apis/nfd/nodefeaturerule): all of `matchFeatures`, and one of
 * `matchAny` where there is any. A rule with neither, as one with a misspelt key, holds on every node.
 */
export function ruleHolds({ matchFeatures = [], matchAny }: FeatureRule, features: Features): boolean {
  return (
    matchFeatures.every((match) => matches(match, features)) &&
    (matchAny === undefined ||
      matchAny.some((either) => either.matchFeatures.every((match) => matches(match, features))))
  );
}

function matches({ feature, matchExpressions = {} }: FeatureMatch, features: Features): boolean {
  const found = features[feature] ?? {};
  return Object.entries(matchExpressions).every(([name, { op, value = [] }]) => {
    const there = found[name];
    switch (op) {
      case 'Exists':
        return there !== undefined;
      case 'DoesNotExist':
        return there === undefined;
      case 'IsTrue':
        return there === 'true';
      case 'In':
        return there !== undefined && value.includes(there);
      default:
        throw new Error(`the simulation does not know the operator ${op} of a NodeFeatureRule`);
    }
  });
}

/** The value of a label or resource: `@domain.feature` stands for what was found. */
export function featureValue(text: string, features: Features): string | undefined {
  if (!text.startsWith('@')) return text;
  const [first, second, ...rest] = text.slice(1).split('.');
  return features[`${first}.${second}`]?.[rest.join('.')];
}
