import type { UriFault } from './resource-uri.ts';
import { resourceFault } from './resource-uri.ts';

/** A fault of a policy, as the end of a sentence that begins with its key. */
export type ImagePolicyFault = UriFault;

const FIX = 'mend it: {"default": [...], "transports": {"docker": {...}}}';

/**
 * Judges an image signature policy (guest-components image-rs/src/signature/policy): JSON with both members, in which
 * each requirement is of a type that the guest knows. Other policies fail every pull.
 */
export function imagePolicyFaults(text: string): ImagePolicyFault[] {
  const policy = parsed(text);
  if (policy === undefined) return [error('is no JSON')];
  if (!isTable(policy)) return [error('is no JSON object')];
  const { default: rest, transports } = policy;
  const faults = [
    ...(Array.isArray(rest) ? requirementFaults(rest, 'default') : [error('has no list "default"')]),
    ...(isTable(transports) ? [] : [error('has no object "transports", which may be empty')]),
  ];
  for (const [transport, scopes] of isTable(transports) ? Object.entries(transports) : []) {
    if (!isTable(scopes)) faults.push(error('has a transport that is no object of scopes'));
    else if (transport !== 'docker') {
      faults.push(warning('has a transport other than "docker", which is that of every image'));
    }
    for (const list of isTable(scopes) ? Object.values(scopes) : []) {
      if (Array.isArray(list)) faults.push(...requirementFaults(list, 'a scope'));
      else faults.push(error('has a scope that is no list'));
    }
  }
  return unique(faults);
}

function requirementFaults(list: readonly unknown[], where: string): ImagePolicyFault[] {
  // All of none is true (src/signature/mod.rs).
  if (list.length === 0) return [warning(`has no requirement for ${where}, which accepts every image`)];
  return list.flatMap((one) => requirementFault(one) ?? []);
}

function requirementFault(requirement: unknown): ImagePolicyFault | undefined {
  const { type, keyType, keyPath, keyData } = isTable(requirement) ? requirement : {};
  if (type === 'insecureAcceptAnything' || type === 'reject') return undefined;
  if (type !== 'signedBy' && type !== 'sigstoreSigned') {
    return error(
      'has a requirement of a type that is none of insecureAcceptAnything, reject, signedBy, sigstoreSigned',
    );
  }
  if (type === 'signedBy' && keyType !== 'GPGKeys')
    return error('has a signedBy without "keyType": "GPGKeys"');
  if ((keyPath === undefined) === (keyData === undefined)) {
    return error(`has a ${type} without exactly one of keyPath and keyData`);
  }
  const key = keyPath ?? keyData;
  if (typeof key !== 'string') return error(`has a ${type} with a key that is no text`);
  const fault = keyPath === undefined ? undefined : resourceFault(key);
  return fault && { ...fault, message: `has a keyPath that ${fault.message}` };
}

function unique(faults: readonly ImagePolicyFault[]): ImagePolicyFault[] {
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
}

function error(message: string): ImagePolicyFault {
  return { severity: 'error', message, fix: FIX };
}

function warning(message: string): ImagePolicyFault {
  return { severity: 'warning', message, fix: FIX };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
