import { markerName } from '../../rollout/gates/marker.ts';
import { type GateProgramData, gateProgramData } from '../../rollout/gates.ts';
import { annotationsOf, type KubeObject } from './object.ts';

/**
 * What Git holds after an edit of our MachineConfigs: with them their marker gets another name, which is a hook, and so
 * does what the gates are told.
 */
export function withMachineConfigs(
  objects: readonly KubeObject[],
  edit: (machineConfig: KubeObject) => KubeObject | undefined,
): KubeObject[] {
  const isOurs = (object: KubeObject) => object.kind === 'MachineConfig' && !isHook(object);
  const edited = objects.flatMap((object) => (isOurs(object) ? (edit(object) ?? []) : [object]));
  const ours = edited.filter(isOurs);
  const marker = markerName(ours);
  return edited.map((object) => {
    if (object.kind === 'MachineConfig' && isHook(object))
      return { ...object, metadata: { ...object.metadata, name: marker } };
    if (object.kind !== 'ConfigMap' || object.metadata.name !== 'coco-gitops-gates') return object;
    const files = object['data'] as Readonly<Record<string, string>>;
    const { cluster, health } = JSON.parse(files['gates.json'] ?? '') as GateProgramData;
    const machineConfigs = ours.map(({ metadata }) => metadata.name);
    const data = gateProgramData({ ...cluster, machineConfigs, marker }, health);
    return { ...object, data: { ...files, 'gates.json': JSON.stringify(data) } };
  });
}

function isHook(object: KubeObject): boolean {
  return 'argocd.argoproj.io/hook' in annotationsOf(object);
}
