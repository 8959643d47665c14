import { describe } from '../describe.ts';
import { distinct, type Part } from './part.ts';
import { descendingPath, pathWithoutBackstep } from './texts.ts';

/** The volumes of a pod by name: whether each can be a block device. */
export type DeclaredVolumes = ReadonlyMap<string, { readonly block: boolean }>;

/** What a container does with the volumes of its pod (ValidateVolumeMounts and ValidateVolumeDevices). */
export function checkMounts(container: Part, volumes: DeclaredVolumes): void {
  const mounts = container.at('volumeMounts').items;
  const devices = container.at('volumeDevices').items;
  for (const mount of mounts) checkMount(mount, container, volumes);
  for (const device of devices) checkDevice(device, volumes);
  distinct(mounts, (mount) => mount.at('mountPath').text, 'mountPath');
  distinct(devices, (device) => device.at('name').text, 'name');
  distinct(devices, (device) => device.at('devicePath').text, 'devicePath');
  const names = new Set(mounts.map((mount) => mount.at('name').text));
  const paths = new Set(mounts.map((mount) => mount.at('mountPath').text));
  for (const device of devices) {
    const [name, path] = [device.at('name'), device.at('devicePath')];
    if (name.text !== '' && names.has(name.text))
      name.invalid('A volume cannot be both a device and mounted.');
    if (path.text !== '' && paths.has(path.text))
      path.invalid('A device cannot be where a volume is mounted.');
  }
}

function checkName(name: Part, volumes: DeclaredVolumes): void {
  if (!name.requireText() || volumes.has(name.text)) return;
  name.add('api/not-found', `Expected the name of a volume of the pod, found ${describe(name.value)}.`);
}

function checkMount(mount: Part, container: Part, volumes: DeclaredVolumes): void {
  checkName(mount.at('name'), volumes);
  mount.at('mountPath').requireText();
  mount.at('subPath').expectIfSet(descendingPath);
  mount.at('subPathExpr').expectIfSet(descendingPath);
  if (mount.at('subPath').text !== '' && mount.at('subPathExpr').text !== '') {
    mount.at('subPathExpr').forbid('beside subPath');
  }
  const propagation = mount.at('mountPropagation');
  propagation.oneOfIfSet(['Bidirectional', 'HostToContainer', 'None']);
  if (propagation.text === 'Bidirectional' && !container.at('securityContext', 'privileged').flag) {
    propagation.forbid('to Bidirectional in a container that is not privileged');
  }
  const recursive = mount.at('recursiveReadOnly');
  if (!recursive.oneOfIfSet(['Disabled', 'Enabled', 'IfPossible'])) return;
  if (!recursive.exists || recursive.text === 'Disabled') return;
  if (!mount.at('readOnly').flag) recursive.forbid('unless readOnly is true');
  if (propagation.exists && propagation.text !== 'None') recursive.forbid('beside a mountPropagation');
}

function checkDevice(device: Part, volumes: DeclaredVolumes): void {
  const name = device.at('name');
  checkName(name, volumes);
  if (volumes.get(name.text)?.block === false) {
    name.invalid('Only a volume of a persistentVolumeClaim, or an ephemeral one, can be a device.');
  }
  device.at('devicePath').expectRequired(pathWithoutBackstep);
}
