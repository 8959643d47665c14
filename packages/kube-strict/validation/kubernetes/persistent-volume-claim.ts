import { dnsSubdomain } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkPositive } from './resources.ts';
import { checkSelector } from './selectors.ts';

const SINGLE_POD = 'ReadWriteOncePod';
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', SINGLE_POD];
const SNAPSHOTS = 'snapshot.storage.k8s.io';

/** A claim by itself. What it cannot be made from is dropped (pkg/api/persistentvolumeclaim, DropDisabledFields). */
export function checkPersistentVolumeClaim(claim: Part): void {
  const spec = claim.at('spec');
  const source = spec.at('dataSource');
  const [group, kind] = [source.at('apiGroup').text, source.at('kind').text];
  const isKept =
    (kind === 'PersistentVolumeClaim' && group === '') || (kind === 'VolumeSnapshot' && group === SNAPSHOTS);
  checkClaimSpec(spec, isKept);
}

/** A claim, or the template of one (k8s.io/kubernetes pkg/apis/core/validation, ValidatePersistentVolumeClaimSpec). */
export function checkClaimSpec(spec: Part, keepsSource = true): void {
  checkAccessModes(spec.at('accessModes'));
  checkSelector(spec.at('selector'));
  const size = spec.at('resources', 'requests', 'storage');
  if (size.exists) checkPositive(size);
  else size.require();
  checkStorage(spec);
  const [source, reference] = [spec.at('dataSource'), spec.at('dataSourceRef')];
  // With a namespace it waits for the feature CrossNamespaceVolumeDataSource, and is dropped.
  const keepsReference = reference.at('namespace').text === '';
  if (keepsSource) checkSource(source);
  if (keepsReference) checkSource(reference);
  if (!keepsSource || !keepsReference || !source.exists || !reference.exists) return;
  // An empty group is not the same as none here (isDataSourceEqualDataSourceRef).
  for (const field of ['apiGroup', 'kind', 'name'])
    if (source.at(field).value !== reference.at(field).value) {
      reference.invalid('Expected the same as in dataSource, or only one of the two.');
      return;
    }
}

export function checkAccessModes(modes: Part): void {
  if (modes.size === 0) modes.require();
  const isMixed = modes.texts.some((mode) => mode !== SINGLE_POD);
  for (const mode of modes.items) {
    mode.oneOf(ACCESS_MODES);
    if (mode.text === SINGLE_POD && isMixed) mode.forbid('beside other access modes');
  }
}

/** What a claim and a volume say alike. */
export function checkStorage(spec: Part): void {
  for (const field of ['storageClassName', 'volumeAttributesClassName'])
    spec.at(field).expectIfSet(dnsSubdomain);
  spec.at('volumeMode').oneOfIfSet(['Block', 'Filesystem']);
}

function checkSource(source: Part): void {
  if (!source.exists) return;
  const group = source.at('apiGroup').text;
  source.at('name').requireText();
  if (!source.at('kind').requireText()) return;
  if (group !== '') source.at('apiGroup').expect(dnsSubdomain);
  else if (source.at('kind').text !== 'PersistentVolumeClaim')
    source.at('apiGroup').require('is required for anything but a PersistentVolumeClaim');
}
