import { checkAnnotations, checkLabels } from '../metadata/check-object-meta.ts';
import { dnsLabel, dnsSubdomain } from '../metadata/names.ts';
import { distinct, type Part } from './part.ts';
import { checkClaimSpec } from './persistent-volume-claim.ts';
import { checkDownwardApi, checkKeysVolume, checkProjected } from './projected-volumes.ts';
import { checkNotNegative } from './resources.ts';
import { labelsOf } from './selectors.ts';
import type { DeclaredVolumes } from './volume-mounts.ts';
import { checkInitiatorRoom, NETWORK_SOURCES, type SourceChecks } from './volume-sources.ts';

const SOURCES: SourceChecks = {
  ...NETWORK_SOURCES,
  configMap: (source) => checkKeysVolume(source, 'name'),
  csi: (source) => {
    NETWORK_SOURCES['csi']?.(source);
    const secret = source.at('nodePublishSecretRef');
    if (secret.exists) secret.at('name').expectRequired(dnsSubdomain);
  },
  downwardAPI: checkDownwardApi,
  emptyDir: (source) => checkNotNegative(source.at('sizeLimit')),
  ephemeral: checkEphemeral,
  image: (source) => source.at('pullPolicy').oneOfOrDefault(['Always', 'IfNotPresent', 'Never']),
  persistentVolumeClaim: (source) => source.at('claimName').requireText(),
  projected: checkProjected,
  secret: (source) => checkKeysVolume(source, 'secretName'),
};

/**
 * The volumes of a pod (k8s.io/kubernetes pkg/apis/core/validation, ValidateVolumes). A volume without a source is an
 * empty directory.
 *
 * @param pod the metadata of the pod, when it is one and not a template
 * @param others volumes that hide those of the same names
 * @returns all volumes that the pod has
 */
export function checkVolumes(
  volumes: Part,
  pod: Part | undefined,
  others: DeclaredVolumes = new Map(),
): DeclaredVolumes {
  const own = volumes.items.filter((volume) => !others.has(volume.at('name').text));
  const declared = new Map(others);
  const created = new Set<string>();
  const podName = pod?.at('name').text ?? '';
  for (const volume of own) {
    const name = volume.at('name');
    name.expectRequired(dnsLabel);
    const sources = Object.keys(SOURCES).filter((source) => volume.at(source).exists);
    for (const [index, source] of sources.entries()) {
      if (index > 0) volume.at(source).forbid(`beside ${sources[0]}: a volume has one source`);
      else SOURCES[source]?.(volume.at(source));
    }
    checkInitiatorRoom(volume.at('iscsi'), name.text);
    declared.set(name.text, { block: /^(ephemeral|persistentVolumeClaim)$/.test(sources[0] ?? '') });
    if (pod !== undefined && volume.at('image').exists) volume.at('image', 'reference').requireText();
    if (podName === '' || !volume.at('ephemeral').exists) continue;
    const claim = `${podName}-${name.text}`;
    created.add(claim);
    if (dnsSubdomain(claim) !== undefined)
      name.malformed(`a name that makes the name of a claim with that of the pod, ${podName}-...`);
  }
  distinct(own, (volume) => volume.at('name').text, 'name');
  for (const claim of own.map((volume) => volume.at('persistentVolumeClaim', 'claimName'))) {
    if (created.has(claim.text))
      claim.invalid('Expected a claim that no ephemeral volume of this pod makes.');
  }
  return declared;
}

/** A claim that is made for the pod, of whose metadata only labels and annotations count. */
function checkEphemeral(source: Part): void {
  const template = source.at('volumeClaimTemplate');
  if (!template.exists) {
    template.require();
    return;
  }
  const metadata = template.at('metadata');
  for (const [field, member] of metadata.members) {
    if (field === 'labels') checkLabels(labelsOf(member), member.path, member.findings);
    else if (field === 'annotations') checkAnnotations(labelsOf(member), member.path, member.findings);
    else if (member.text !== '' || Array.isArray(member.value) || (member.number ?? 0) !== 0)
      member.forbid('in the template of a claim');
  }
  checkClaimSpec(template.at('spec'));
}
