import * as fc from 'fast-check';
import { bind, type createRequest, SANDBOX, storage } from './container-requests.ts';
import { containerId, copyPath, SHARED } from './copy-requests.ts';

/** A way out of where copies belong. */
export const outside = fc.oneof(
  copyPath.chain((path) =>
    fc.constantFrom(
      `${path}/../x`,
      `${path}/..`,
      `${path}/a/../../../x`,
      `${path}/../../../../etc/passwd`,
      `${path}/`,
      `${path}//x`,
      path.replace('/run', ''),
      path.replace('/shared/containers', ''),
      path.replace('/shared/containers', '/shared/containers/../containers'),
      ` ${path}`,
      `x\n${path}`,
    ),
  ),
  containerId.chain((id) =>
    fc.constantFrom(
      `/run/kata-containers/${id}/rootfs/bin/sh`,
      `/run/kata-containers/${id}/config.json`,
      `${SHARED}/${id}/rootfs/local/data/x`,
      `${SHARED}/${id}`,
      `${SHARED}/${id}-hosts`,
      `${SHARED}/../../image/layers/x`,
      '/run/confidential-containers/cdh/x',
      '/etc/passwd',
      '',
    ),
  ),
);

type Request = ReturnType<typeof createRequest>;

/** A container elsewhere, with all that says where. */
function moveTo(one: Request, id: string): void {
  const root = `/run/kata-containers/${id}/rootfs`;
  Object.assign(one, { container_id: id });
  Object.assign(one.OCI.Root, { Path: root });
  Object.assign(one.storages[0] ?? {}, { mount_point: root });
}

/** What a host could change of a request, each of which gives it more than a container of a pod. */
export const CONTAINER_TRICKS: readonly (readonly [string, (request: Request) => unknown])[] = [
  ['a root without an image', (one) => one.storages.shift()],
  ['two images', (one) => one.storages.push(...one.storages.slice(0, 1))],
  ['an image elsewhere', (one) => Object.assign(one.storages[0] ?? {}, { mount_point: '/run/x/rootfs' })],
  [
    'a root from a copied folder',
    (one) => Object.assign(one.OCI.Root, { Path: `${SHARED}/a-0123456789abcdef-b` }),
  ],
  ['the root of the guest', (one) => Object.assign(one.OCI.Root, { Path: '/' })],
  ['a root that goes up', (one) => Object.assign(one.OCI.Root, { Path: `${one.OCI.Root.Path}/../..` })],
  ['an id that is a path', (one) => moveTo(one, '../x')],
  ['an id with a folder', (one) => moveTo(one, 'a/b')],
  ['an image of another file system', (one) => Object.assign(one.storages[0] ?? {}, { fstype: 'ext4' })],
  ['hooks', (one) => Object.assign(one.OCI, { Hooks: { Prestart: [{ Path: '/bin/sh' }] } })],
  [
    'mounts of another container',
    (one) => one.shared_mounts.push({ name: 'x', src_ctr: 'b', src_path: '/' }),
  ],
  [
    'the mounts of the guest',
    (one) =>
      Object.assign(one.OCI.Linux, {
        Namespaces: one.OCI.Linux.Namespaces.filter(({ Type }) => Type !== 'mount'),
      }),
  ],
  [
    'a namespace of the guest',
    (one) => one.OCI.Linux.Namespaces.push({ Type: 'mount', Path: '/proc/1/ns/mnt' }),
  ],
  ...[
    '/',
    '/run/confidential-containers',
    '/proc/1/root',
    '/run/kata-containers',
    SHARED,
    `${SHARED}/../..`,
  ].map(
    (source) => [`a mount of ${source}`, (one: Request) => one.OCI.Mounts.push(bind(source, '/x'))] as const,
  ),
  [
    'a mount of another root',
    (one) => one.OCI.Mounts.push(bind(`/run/kata-containers/${'b'.repeat(64)}/rootfs`, '/x')),
  ],
  ['a mount below an emptyDir', (one) => one.OCI.Mounts.push(bind(`${SHARED}/a/rootfs/local/b/link`, '/x'))],
  ['a mount beside an emptyDir', (one) => one.OCI.Mounts.push(bind(`${SHARED}/a/rootfs/local/..`, '/x'))],
  ['a mount beside memory', (one) => one.OCI.Mounts.push(bind(`${SANDBOX}/ephemeral/..`, '/x'))],
  ['a mount below a copy', (one) => one.OCI.Mounts.push(bind(`${SHARED}/a-0123456789abcdef-b/link`, '/x'))],
  ...['tmpfs', 'proc', 'cgroup2'].flatMap((type_) =>
    ['bind', 'rbind'].map(
      (option) =>
        [
          `a mount of the guest as ${type_} with ${option}`,
          (one: Request) =>
            one.OCI.Mounts.push({ destination: '/x', source: '/', type_, options: ['rw', option] }),
        ] as const,
    ),
  ),
  ...['ext4', 'overlay', 'virtiofs', '9p', '', 'none', 'devtmpfs'].map(
    (type_) =>
      [
        `a mount of type "${type_}"`,
        (one: Request) => one.OCI.Mounts.push({ destination: '/x', source: 'x', type_, options: [] }),
      ] as const,
  ),
  ...['virtio-fs', '9p', 'bind', 'overlayfs', 'nvdimm', 'watchable-bind'].map(
    (driver) =>
      [
        `a volume of ${driver}`,
        (one: Request) => one.storages.push(storage(driver, 'kataShared', 'x', `${SANDBOX}/storage/x`)),
      ] as const,
  ),
  ['a volume over a root', (one) => one.storages.push(storage('local', 'local', 'local', one.OCI.Root.Path))],
  ['memory over the guest', (one) => one.storages.push(storage('ephemeral', 'tmpfs', 'tmpfs', '/run'))],
  [
    'a folder of the guest as memory',
    (one) => one.storages.push(storage('ephemeral', '/', 'tmpfs', `${SANDBOX}/ephemeral/x`)),
  ],
  [
    'a disk of the guest',
    (one) => one.storages.push(storage('blk', '/dev/vda', 'ext4', `${SANDBOX}/storage/x`)),
  ],
  [
    'a folder of the guest as an emptyDir',
    (one) => one.storages.push(storage('local', '/etc', 'local', `${SHARED}/a/rootfs/local/b`)),
  ],
  [
    'a file system of the guest as memory',
    (one) => one.storages.push(storage('ephemeral', 'nodev', 'ext4', `${SANDBOX}/ephemeral/x`)),
  ],
  ['a layer over the guest', (one) => one.storages.push(storage('overlayfs', 'x', 'overlay', '/usr'))],
  [
    'a folder of the host as an emptyDir',
    (one) => one.storages.push(storage('virtio-fs', 'local', 'virtiofs', `${SHARED}/a/rootfs/local/b`)),
  ],
  [
    'a folder of the host as memory',
    (one) => one.storages.push(storage('9p', 'tmpfs', 'tmpfs', `${SANDBOX}/ephemeral/x`)),
  ],
  ['a disk over the guest', (one) => one.storages.push(storage('scsi', '0:1', 'ext4', '/usr/bin'))],
];

/** The same of a sandbox. */
export const SANDBOX_TRICKS: readonly (readonly [string, object])[] = [
  ['hooks', { guest_hook_path: '/run/kata-containers/shared/containers/x' }],
  ['kernel modules', { kernel_modules: [{ name: 'x', parameters: [] }] }],
  ['a shared file system', { storages: [storage('virtio-fs', 'kataShared', 'virtiofs', SHARED)] }],
  ['memory over the guest', { storages: [storage('ephemeral', 'shm', 'tmpfs', '/run')] }],
  ['a folder of the guest', { storages: [storage('ephemeral', '/', 'tmpfs', `${SANDBOX}/shm`)] }],
  [
    'an image in place of memory',
    { storages: [storage('image_guest_pull', 'shm', 'tmpfs', `${SANDBOX}/shm`)] },
  ],
  ['a disk in place of memory', { storages: [storage('ephemeral', 'shm', 'ext4', `${SANDBOX}/shm`)] }],
];

export const INTERFACE = {
  name: 'eth0',
  device: 'eth0',
  IPAddresses: [],
  hwAddr: '0a:58:0a:80:00:01',
  raw_flags: 0,
};

/** Fields by which it would be the loopback interface. */
export const INTERFACE_TRICKS: readonly (readonly [string, object])[] = [
  ['its name', { name: 'lo' }],
  ['its hardware address', { hwAddr: '00:00:00:00:00:00' }],
  ['a short form of it', { hwAddr: '0:0:0:0:0:0' }],
  ['other flags', { raw_flags: 8 }],
  ...['127.0.0.1', '127.255.1.2', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'].map(
    (address) => [address, { IPAddresses: [{ address, mask: '8' }] }] as const,
  ),
];

export const ROUTE = { dest: '10.0.0.0/8', gateway: '10.1.1.1', device: 'eth0', source: '' };
export const ROUTE_TRICKS: readonly object[] = [
  { device: 'lo' },
  { dest: '127.0.0.0/8' },
  { source: '127.0.0.1' },
  { dest: '::1/128' },
  { dest: '::1' },
];

export const NEIGHBOUR = { toIPAddress: { address: '10.1.1.1', mask: '' }, device: 'eth0', state: 128 };
export const NEIGHBOUR_TRICKS: readonly object[] = [
  { device: 'lo' },
  { toIPAddress: { address: '127.0.0.1', mask: '' } },
];
