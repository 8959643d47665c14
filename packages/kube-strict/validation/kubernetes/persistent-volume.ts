import { posix } from 'node:path';
import { dnsLabel, dnsSubdomain } from '../metadata/names.ts';
import { checkNodeSelector } from './affinity.ts';
import type { Part } from './part.ts';
import { checkAccessModes, checkStorage } from './persistent-volume-claim.ts';
import { checkPositive } from './resources.ts';
import { pathWithoutBackstep } from './texts.ts';
import { checkInitiatorRoom, NETWORK_SOURCES, type SourceChecks } from './volume-sources.ts';

const { gitRepo: _, ...SHARED } = NETWORK_SOURCES;
/** Those of the secrets of a driver that the server looks at. */
const SECRETS = [
  'controllerExpandSecretRef',
  'controllerPublishSecretRef',
  'nodeExpandSecretRef',
  'nodePublishSecretRef',
];

/** What volumes ask for beyond what pods do, where a source refers to something else. */
const REFERENCES: SourceChecks = {
  azureFile(source) {
    if (source.at('secretNamespace').exists) source.at('secretNamespace').requireText();
  },
  cinder: requireSecret('namespace'),
  csi(source) {
    source.at('volumeHandle').requireText();
    for (const field of SECRETS) {
      const reference = source.at(field);
      if (!reference.exists) continue;
      reference.at('name').expectRequired(dnsSubdomain);
      reference.at('namespace').expectRequired(dnsLabel);
    }
  },
  glusterfs(source) {
    if (source.at('endpointsNamespace').exists) source.at('endpointsNamespace').expectRequired(dnsLabel);
  },
  iscsi: requireSecret('name'),
  storageos: requireSecret('namespace'),
};

function requireSecret(field: 'name' | 'namespace'): (source: Part) => void {
  return (source) => {
    if (source.at('secretRef').exists) source.at('secretRef', field).requireText();
  };
}

/** Storage of the cluster (k8s.io/kubernetes pkg/apis/core/validation, ValidatePersistentVolumeSpec). */
export function checkPersistentVolume(volume: Part): void {
  const spec = volume.at('spec');
  checkAccessModes(spec.at('accessModes'));
  const capacity = spec.at('capacity');
  if (capacity.size === 0) capacity.require();
  for (const [name, amount] of capacity.members) {
    if (name !== 'storage') amount.forbid('since storage alone is the capacity of a volume');
    checkPositive(amount);
  }
  const policy = spec.at('persistentVolumeReclaimPolicy');
  policy.oneOfOrDefault(['Delete', 'Recycle', 'Retain']);
  checkSource(volume);
  checkStorage(spec);
  const hostPath = spec.at('hostPath', 'path').text;
  if (policy.text === 'Recycle' && hostPath !== '' && posix.normalize(hostPath) === '/')
    policy.forbid('to Recycle for the root of a node');
  checkAffinity(spec);
  const attributes = spec.at('volumeAttributesClassName');
  if (!attributes.exists || !attributes.requireText()) return;
  if (!spec.at('csi').exists) attributes.forbid('without the source csi');
}

function checkSource(volume: Part): void {
  const spec = volume.at('spec');
  const sources = [...Object.keys(SHARED), 'local'].filter((source) => spec.at(source).exists);
  if (sources.length === 0)
    spec.invalid('Expected a source of the volume, such as csi, nfs or local; found none.');
  for (const [index, name] of sources.entries()) {
    const source = spec.at(name);
    // What drivers are given is not looked at for a second source.
    if (index > 0 && name !== 'flexVolume') source.forbid(`beside ${sources[0]}: a volume has one source`);
    else if (name === 'local') source.at('path').expectRequired(pathWithoutBackstep);
    else {
      SHARED[name]?.(source);
      REFERENCES[name]?.(source);
    }
  }
  checkInitiatorRoom(spec.at('iscsi'), volume.at('metadata', 'name').text);
}

function checkAffinity(spec: Part): void {
  const affinity = spec.at('nodeAffinity');
  const required = affinity.at('required');
  if (affinity.exists) {
    if (required.exists) checkNodeSelector(required);
    else required.require();
  } else if (spec.at('local').exists) affinity.require('is required for a local volume');
}
