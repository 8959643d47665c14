import {
  type Container,
  type PersistentVolumeClaimSpec,
  type PodSpec,
  Quantity,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { sealReference } from '../../initdata/sealed-secret.ts';

/** A block device of the cluster that is encrypted inside the VM (document section 3.9.1). */
export interface EncryptedVolume {
  /** Size of the claim, such as `10Gi`. */
  readonly size: string;
  /**
   * A class that has block devices.
   * @default - the default class of the cluster
   */
  readonly storageClass?: string;
  /** Where the workload finds the file system; a link, so nothing may be there but an empty folder. */
  readonly mountPath: string;
  /** KBS resource with the passphrase: `kbs:///repository/type/tag`. The value is never in the cluster. */
  readonly passphrase: string;
  /** Image with `luks-helper`, by digest. The document has one of a pull request's build, by tag; there is no default. */
  readonly image: string;
}

/** The constraints that the pods use; see `EncryptedVolumeAccess`. */
export const ENCRYPTED_VOLUME_SCC = 'coco-encrypted-volume';

/** Name of the device in a pod, and of the claim that a StatefulSet makes for each. */
export const DEVICE = 'luks-block';

const SHARED = 'storage-ipc';
const sharedMount = { name: SHARED, mountPath: '/dev/shm' };
/** In the VM only: the node stays behind the boundary of the VM. To open a device and to mount takes it. */
const privileged = { privileged: true };

/**
 * What a pod has beside its container. One init container opens the device, formats it the first time, and keeps it
 * mounted as long as the pod runs; the other one ends when that is done. `shareProcessNamespace` lets the workload reach
 * the mount through the process that holds it.
 *
 * @param account service account that may use the constraints
 * @param claim undefined when each pod of a StatefulSet has its own, called {@link DEVICE}
 */
export function encryptedVolumePod(
  account: string,
  { passphrase, image }: EncryptedVolume,
  claim: string | undefined,
): Omit<PodSpec, 'containers'> {
  return {
    serviceAccountName: account,
    shareProcessNamespace: true,
    initContainers: [
      {
        name: 'format-disk',
        image,
        command: ['/usr/local/bin/luks-helper', 'format-disk'],
        restartPolicy: 'Always',
        env: [{ name: 'PASS', value: sealReference(passphrase) }],
        securityContext: privileged,
        volumeMounts: [sharedMount],
        volumeDevices: [{ name: DEVICE, devicePath: '/dev/block-device' }],
      },
      {
        name: 'check-ready',
        image,
        command: ['/usr/local/bin/luks-helper', 'wait-ready'],
        securityContext: privileged,
        volumeMounts: [sharedMount],
      },
    ],
    volumes: [
      ...(claim === undefined ? [] : [{ name: DEVICE, persistentVolumeClaim: { claimName: claim } }]),
      { name: SHARED, emptyDir: { medium: 'Memory' } },
    ],
  };
}

/**
 * The document links the mount in a `postStart` hook, which the closed agent policy denies; here the container does it
 * itself, before its command, and ends when it cannot.
 */
const LINK = [
  'set -eu',
  'pid=$(cat /dev/shm/luks-helper.pid)',
  '[ -L "$1" ] || [ ! -d "$1" ] || rmdir "$1"',
  'ln -sfn "/proc/$pid/root/mnt/storage" "$1"',
  'shift',
  'exec "$@"',
  '',
].join('\n');

/**
 * A container that finds the file system at `mountPath`. Its image needs a shell.
 *
 * @throws Error when the container has no command: that of the image is not known
 */
export function withEncryptedVolume(container: Container, { mountPath }: EncryptedVolume): Container {
  const { command, args = [] } = container;
  if (command === undefined)
    throw new Error(`${container.name} has an encrypted volume, and needs a command`);
  return {
    ...container,
    command: ['/bin/sh', '-c', LINK, 'sh', mountPath, ...command],
    args: args.length === 0 ? undefined : args,
    securityContext: privileged,
    volumeMounts: [sharedMount],
  };
}

/** The claim: a block device, which the node hands to the VM as it is. */
export function encryptedVolumeClaim({ size, storageClass }: EncryptedVolume): PersistentVolumeClaimSpec {
  return {
    accessModes: ['ReadWriteOnce'],
    volumeMode: 'Block',
    storageClassName: storageClass,
    resources: { requests: { storage: Quantity.fromString(size) } },
  };
}
