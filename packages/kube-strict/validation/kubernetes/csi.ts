import { dnsSubdomain, qualifiedName } from '../metadata/names.ts';
import { distinct, type Part } from './part.ts';
import { checkNotNegative } from './resources.ts';
import { checkSelector } from './selectors.ts';
import { driverName } from './texts.ts';

// Drivers for storage: k8s.io/kubernetes pkg/apis/storage/validation/validation.go.

const LEAST_TOKEN_SECONDS = 600;
const MOST_TOKEN_SECONDS = 2 ** 32;
const LEAST_UPDATE_SECONDS = 10;
const MOST_NODE_ID_BYTES = 256;

export function checkCsiDriver(driver: Part): void {
  const spec = driver.at('spec');
  spec.at('fsGroupPolicy').oneOfIfSet(['File', 'None', 'ReadWriteOnceWithFSType']);
  for (const mode of spec.at('volumeLifecycleModes').items) mode.oneOf(['Ephemeral', 'Persistent']);
  const audiences = new Set<string>();
  for (const request of spec.at('tokenRequests').items) {
    const [audience, seconds] = [request.at('audience'), request.at('expirationSeconds')];
    if (audiences.has(audience.text)) audience.duplicate();
    audiences.add(audience.text);
    if (seconds.exists) seconds.between(LEAST_TOKEN_SECONDS, MOST_TOKEN_SECONDS);
  }
  const period = spec.at('nodeAllocatableUpdatePeriodSeconds');
  if (period.exists) period.atLeast(LEAST_UPDATE_SECONDS);
}

export function checkCsiNode(node: Part): void {
  const drivers = node.at('spec', 'drivers').items;
  for (const driver of drivers) {
    driver.at('name').expectRequired(driverName);
    const id = driver.at('nodeID');
    if (id.requireText()) id.atMost(MOST_NODE_ID_BYTES, 'bytes', Buffer.byteLength(id.text));
    const keys = driver.at('topologyKeys').items;
    for (const key of keys) key.expectRequired(qualifiedName);
    distinct(keys, ({ text }) => text);
    driver.at('allocatable', 'count').atLeast(0);
  }
  distinct(drivers, (driver) => driver.at('name').text, 'name');
}

export function checkCsiStorageCapacity(capacity: Part): void {
  capacity.at('storageClassName').expectRequired(dnsSubdomain);
  checkSelector(capacity.at('nodeTopology'));
  for (const field of ['capacity', 'maximumVolumeSize']) checkNotNegative(capacity.at(field));
}

export function checkVolumeAttachment(attachment: Part): void {
  const spec = attachment.at('spec');
  spec.at('attacher').expectRequired(driverName);
  spec.at('nodeName').expectRequired(dnsSubdomain);
  const [name, inline] = [spec.at('source', 'persistentVolumeName'), spec.at('source', 'inlineVolumeSpec')];
  if (name.exists === inline.exists)
    spec.at('source').invalid('Expected one of persistentVolumeName and inlineVolumeSpec.');
  else if (name.exists) name.requireText();
}
