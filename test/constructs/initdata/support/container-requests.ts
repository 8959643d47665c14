import * as fc from 'fast-check';
import { containerId, copyPath, fileName, SHARED } from './copy-requests.ts';

export const SANDBOX = '/run/kata-containers/sandbox';

export interface Storage extends Record<string, unknown> {
  readonly driver: string;
  readonly source: string;
  readonly mount_point: string;
}

export const storage = (
  driver: string,
  source: string,
  fstype: string,
  mount_point: string,
  options: string[] = [],
): Storage => ({
  driver,
  driver_options: [],
  source,
  fstype,
  options,
  mount_point,
  fs_group: null,
});

export const bind = (source: string, destination: string, type_ = 'bind') => ({
  destination,
  source,
  type_,
  options: ['rbind', 'rprivate', 'rw', 'bind'],
});

/** emptyDir, on disk and in memory and as Kata 3.31 encrypts it; huge pages; a file system on a block device. */
export const volumes: fc.Arbitrary<{ readonly storage: Storage; readonly type: string }> = fc
  .tuple(fileName, containerId, fc.constantFrom('local', 'memory', 'huge', 'encrypted', 'block'))
  .map(([name, sandbox, kind]) => {
    switch (kind) {
      case 'local':
        return {
          storage: storage('local', 'local', 'local', `${SHARED}/${sandbox}/rootfs/local/${name}`, [
            'mode=0777',
            'fsgid=1000',
          ]),
          type: 'local',
        };
      case 'memory':
        return {
          storage: storage('ephemeral', 'tmpfs', 'tmpfs', `${SANDBOX}/ephemeral/${name}`),
          type: 'bind',
        };
      case 'huge':
        return {
          storage: storage('ephemeral', 'nodev', 'hugetlbfs', `${SANDBOX}/ephemeral/${name}`),
          type: 'bind',
        };
      case 'encrypted':
        return {
          storage: {
            ...storage('scsi', '0:1', 'ext4', `${SANDBOX}/storage/MDox`),
            driver_options: ['encryption_key=ephemeral'],
            shared: true,
          },
          type: 'bind',
        };
      default:
        return { storage: storage('blk', '02/03', 'xfs', `${SANDBOX}/storage/MDIvMDM=`), type: 'bind' };
    }
  });

const PSEUDO = [
  { destination: '/proc', source: 'proc', type_: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
  { destination: '/dev', source: 'tmpfs', type_: 'tmpfs', options: ['nosuid', 'strictatime', 'mode=755'] },
  {
    destination: '/dev/pts',
    source: 'devpts',
    type_: 'devpts',
    options: ['nosuid', 'noexec', 'newinstance'],
  },
  { destination: '/dev/mqueue', source: 'mqueue', type_: 'mqueue', options: ['nosuid', 'noexec', 'nodev'] },
  { destination: '/sys', source: 'sysfs', type_: 'sysfs', options: ['nosuid', 'noexec', 'nodev', 'ro'] },
  { destination: '/sys/fs/cgroup', source: 'cgroup', type_: 'cgroup', options: ['nosuid', 'relatime', 'ro'] },
  bind(`${SANDBOX}/shm`, '/dev/shm'),
];

/** What of a container matters here; the rest is as CRI-O and Kata 3.25 or 3.31 write it. */
export interface Container {
  readonly id: string;
  readonly image: string;
  readonly copied: readonly string[];
  readonly volumes: readonly { readonly storage: Storage; readonly type: string }[];
  readonly isPrivileged: boolean;
}

/** The pause container, a container, an init container: all have one shape; some with devices, a shared PID namespace, privileges. */
export const containers: fc.Arbitrary<Container> = fc.record({
  id: containerId,
  image: fc.constantFrom('pause', `quay.io/a/b@sha256:${'0'.repeat(64)}`, 'registry.corp.test:5000/app:1'),
  copied: fc.array(copyPath, { maxLength: 4 }),
  volumes: fc.array(volumes, { maxLength: 3 }),
  isPrivileged: fc.boolean(),
});

export function createRequest({ id, image, copied, volumes: mounted, isPrivileged }: Container) {
  const root = `/run/kata-containers/${id}/rootfs`;
  const pull = {
    ...storage('image_guest_pull', image, 'overlay', root),
    driver_options: ['image_guest_pull={"metadata":{}}'],
  };
  const capabilities = isPrivileged ? ['CAP_SYS_ADMIN', 'CAP_SYS_PTRACE'] : [];
  return {
    container_id: id,
    exec_id: id,
    string_user: null,
    devices: isPrivileged
      ? [{ id: '02/05', type_: 'blk', vm_path: '', container_path: '/dev/data', options: [] }]
      : [],
    storages: [pull, ...mounted.map((one) => one.storage)],
    OCI: {
      Version: '1.2.1',
      Process: {
        Terminal: false,
        Args: ['/app'],
        Env: ['A=1'],
        Cwd: '/',
        Capabilities: { Bounding: capabilities },
      },
      Root: { Path: root, Readonly: image === 'pause' },
      Hostname: 'p',
      Mounts: [
        ...PSEUDO,
        ...copied.map((source, index) => bind(source, `/copied/${index}`)),
        ...mounted.map(({ storage: { mount_point }, type }, index) =>
          bind(mount_point, `/volume/${index}`, type),
        ),
      ],
      Hooks: null,
      Annotations: { 'io.kubernetes.cri-o.ContainerType': image === 'pause' ? 'sandbox' : 'container' },
      Linux: {
        Namespaces: ['ipc', 'uts', 'mount'].map((Type) => ({ Type, Path: '' })),
        Devices: [],
        MaskedPaths: isPrivileged ? [] : ['/proc/kcore'],
      },
    },
    sandbox_pidns: isPrivileged,
    shared_mounts: [] as unknown[],
    stdin_port: 0,
    stdout_port: 0,
    stderr_port: 0,
  };
}
