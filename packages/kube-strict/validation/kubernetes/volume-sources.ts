import { dnsLabel } from '../metadata/names.ts';
import { re2 } from '../patterns/re2.ts';
import type { Part } from './part.ts';
import { descendingPath, driverName, pathWithoutBackstep } from './texts.ts';

/** Checks of the sources of volumes, by their fields. */
export type SourceChecks = Readonly<Record<string, (source: Part) => void>>;

/** Checks that fields have texts. */
function texts(...fields: readonly string[]): (source: Part) => void {
  return (source) => {
    for (const field of fields) source.at(field).requireText();
  };
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/**
 * Sources that a pod and a PersistentVolume can have (k8s.io/kubernetes pkg/apis/core/validation, validateVolumeSource
 * and ValidatePersistentVolumeSpec), in the order in which the server looks for them.
 */
export const NETWORK_SOURCES: SourceChecks = {
  hostPath(source) {
    if (!source.at('path').expectRequired(pathWithoutBackstep)) return;
    source.at('type').oneOfIfSet(HOST_PATH_TYPES);
  },
  gitRepo(source) {
    source.at('repository').requireText();
    source.at('directory').expectIfSet(descendingPath);
  },
  gcePersistentDisk(source) {
    source.at('pdName').requireText();
    source.at('partition').between(0, 255);
  },
  awsElasticBlockStore(source) {
    source.at('volumeID').requireText();
    source.at('partition').between(0, 255);
  },
  nfs(source) {
    source.at('server').requireText();
    const path = source.at('path');
    if (path.requireText() && !path.text.startsWith('/')) path.malformed('an absolute path');
  },
  iscsi: checkIscsi,
  glusterfs: texts('endpoints', 'path'),
  flocker(source) {
    const [name, uuid] = [source.at('datasetName'), source.at('datasetUUID')];
    if ((name.text === '') === (uuid.text === ''))
      source.invalid('Expected one of datasetName and datasetUUID.');
    if (name.text.includes('/')) name.malformed('a name without "/"');
  },
  rbd: lists('monitors', 'image'),
  cinder(source) {
    source.at('volumeID').requireText();
    if (source.at('secretRef').exists) source.at('secretRef', 'name').requireText();
  },
  cephfs: lists('monitors'),
  quobyte(source) {
    const registry = source.at('registry');
    source.at('volume').requireText();
    if (!registry.requireText()) return;
    source.at('tenant').atMost(64, 'bytes', Buffer.byteLength(source.at('tenant').text));
    if (!registry.text.split(',').every((pair) => /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair)))
      registry.malformed('pairs of host and port, as in host:port');
  },
  fc(source) {
    const [names, ids, lun] = [source.at('targetWWNs'), source.at('wwids'), source.at('lun')];
    if (names.size > 0 === ids.size > 0) source.invalid('Expected one of targetWWNs and wwids.');
    if (names.size === 0) return;
    if (lun.exists) lun.between(0, 255);
    else lun.require('is required beside targetWWNs');
  },
  flexVolume(source) {
    source.at('driver').requireText();
    for (const [key, option] of source.at('options').members) {
      const domain = `.${(key.includes('/') ? key.slice(0, key.indexOf('/')) : key).toLowerCase()}`;
      if (domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io'))
        option.forbid('since Kubernetes keeps its domain for itself');
    }
  },
  azureFile: texts('secretName', 'shareName'),
  vsphereVolume: texts('volumePath'),
  photonPersistentDisk: texts('pdID'),
  portworxVolume: texts('volumeID'),
  azureDisk(source) {
    const [kind, uri] = [source.at('kind'), source.at('diskURI')];
    source.at('diskName').requireText();
    source.at('cachingMode').oneOfIfSet(['None', 'ReadOnly', 'ReadWrite']);
    if (!kind.oneOfIfSet(['Dedicated', 'Managed', 'Shared']) || !uri.requireText()) return;
    // Without a kind it is Shared (AzureDiskVolumeSource in k8s.io/api core/v1).
    const start = kind.text === 'Managed' ? '/subscriptions/' : 'https://';
    if (!uri.text.startsWith(start)) uri.malformed(`an address that starts with ${start}`);
  },
  scaleIO: texts('gateway', 'system', 'volumeName'),
  storageos(source) {
    source.at('volumeName').expectRequired(dnsLabel);
    source.at('volumeNamespace').expectIfSet(dnsLabel);
    if (source.at('secretRef').exists) source.at('secretRef', 'name').requireText();
  },
  csi(source) {
    source.at('driver').expectRequired(driverName);
  },
};

/** Checks that the first field is a list that is not empty, and that others have texts. */
function lists(list: string, ...fields: readonly string[]): (source: Part) => void {
  return (source) => {
    if (source.at(list).size === 0) source.at(list).require();
    texts(...fields)(source);
  };
}

function checkIscsi(source: Part): void {
  source.at('targetPortal').requireText();
  if (source.at('iqn').requireText()) checkInitiator(source.at('iqn'));
  if (source.at('initiatorName').exists) checkInitiator(source.at('initiatorName'));
  source.at('lun').between(0, 255);
  const authenticates = source.at('chapAuthDiscovery').flag || source.at('chapAuthSession').flag;
  if (authenticates && !source.at('secretRef').exists)
    source.at('secretRef').require('is required with CHAP');
}

const INITIATOR = re2(
  '(iqn\\.\\d{4}-\\d{2}\\.[[:alnum:].-]+(:[^,;*&$|\\s]+)$)|^eui.[[:alnum:]]{16}$|^naa.[[:alnum:]]{32}$',
);

function checkInitiator(name: Part): void {
  if (!INITIATOR.test(name.text))
    name.malformed('the name of an initiator, which starts with iqn, eui or naa');
}

const MOST_INITIATOR_BYTES = 64;

/** With an initiator of its own, a volume is known by its name and its portal. */
export function checkInitiatorRoom(iscsi: Part, volumeName: string): void {
  if (!iscsi.at('initiatorName').exists) return;
  const portal = iscsi.at('targetPortal');
  const bytes = Buffer.byteLength(`${volumeName}:${portal.text}`);
  portal.atMost(MOST_INITIATOR_BYTES, 'bytes together with the name of the volume', bytes);
}
