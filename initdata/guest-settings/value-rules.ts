import { nearest } from 'kube-strict/ground/nearest.ts';
import { pemBlocks } from '../certificates.ts';
import { imagePolicyFaults } from './image-policy.ts';
import type { ValueType } from './keys.ts';
import { kbsResourceFault, resourceFault, type UriFault } from './resource-uri.ts';

/** What is wrong with a value of the right shape, as the end of a sentence that begins with its key. */
export type ValueFault = UriFault;

/** What the guest knows how to get secrets by (guest-components confidential-data-hub/kms/src/plugins/kbs/mod.rs). */
export const KBCS = ['cc_kbc', 'offline_fs_kbc', 'online_sev_kbc'] as const;

/** Algorithms of the key of a guest (guest-components v0.20.0 attestation-agent/kbs_protocol/src/keypair.rs). */
const KEY_ALGORITHMS = ['ECDH-ES+A256KW-P256', 'ECDH-ES+A256KW-P521', 'RSA-OAEP-256'];

/** Where the agent waits for the data hub (kata-containers src/agent/src/main.rs, `CDH_SOCKET`). */
const SOCKET = 'unix:///run/confidential-containers/cdh.sock';

/** Where credentials may be put (guest-components confidential-data-hub/hub/src/auth/kbs.rs): in 0.17, and in 0.20. */
const CREDENTIALS = '/run/confidential-containers/cdh';

/** Judges a text of a type. What is wrong with URLs and certificates, others say. */
export function textFaults(type: ValueType, text: string): ValueFault[] {
  switch (type) {
    case 'kbs-resource':
      return present(kbsResourceFault(text));
    case 'resource':
      return present(resourceFault(text));
    case 'image-policy':
      return imagePolicyFaults(text);
    case 'kbc':
      return present(kbcFault(text));
    case 'key-algorithm':
      if (KEY_ALGORITHMS.includes(text)) return [];
      return [error(`has to be one of ${KEY_ALGORITHMS.join(', ')}`, `write ${KEY_ALGORITHMS[0]}`)];
    case 'socket':
      if (text === SOCKET) return [];
      return [error(`is not ${SOCKET}, where the agent waits for it`, 'remove it: that is its default')];
    case 'credential-path':
      return present(credentialPathFault(text));
    default:
      return [];
  }
}

/** Judges the texts of a list, one by one. */
export function textsFaults(type: ValueType, texts: readonly string[]): ValueFault[] {
  if (type !== 'certificates') return [];
  return texts.flatMap((pem, index) => {
    const count = pemBlocks(pem).length;
    if (count < 2) return [];
    const message = `has ${count} certificates in its item ${index + 1}, of which the guest reads the first`;
    return [warning(message, 'write each as an item of its own')];
  });
}

function kbcFault(name: string): ValueFault | undefined {
  if (name === 'online_sev_kbc') {
    return warning('is that of SEV without SNP, which few guest images have', 'write cc_kbc');
  }
  if (KBCS.some((known) => known === name)) return undefined;
  const near = nearest(name, KBCS);
  const meant = near === undefined ? '' : `; did you mean ${near}`;
  return error(
    `is none that the guest knows, so that it gets no secret${meant}`,
    `write ${near ?? 'cc_kbc'}`,
  );
}

function credentialPathFault(path: string): ValueFault | undefined {
  const isSafe = !path.split('/').some((step) => step === '.' || step === '..');
  const fix = `write a path below ${CREDENTIALS}/kbs/`;
  if (!isSafe || !path.startsWith(CREDENTIALS)) {
    return error(`has to be below ${CREDENTIALS}/, or the confidential data hub ends`, fix);
  }
  if (path.startsWith(`${CREDENTIALS}/kbs`)) return undefined;
  return warning(`has to be below ${CREDENTIALS}/kbs/ for guest components of 0.20 (1.13)`, fix);
}

function present(fault: ValueFault | undefined): ValueFault[] {
  return fault === undefined ? [] : [fault];
}

function error(message: string, fix: string): ValueFault {
  return { severity: 'error', message, fix };
}

function warning(message: string, fix: string): ValueFault {
  return { severity: 'warning', message, fix };
}
