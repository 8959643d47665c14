import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../../constructs/initdata/agent-policy.ts';
import { AGENT_REQUESTS } from '../../../initdata/agent-requests.ts';
import { policyEvaluator } from '../../support/rego-evaluator.ts';
import { bind, containers, createRequest, SANDBOX, storage, volumes } from './support/container-requests.ts';
import { containerId, copyPath, copyRequests, SHARED } from './support/copy-requests.ts';
import { legitimate, SANDBOX_REQUEST } from './support/pod-requests.ts';

const answer = policyEvaluator(closedAgentPolicy());

describe('the default policy', () => {
  it('allows what a pod of CRI-O leads to', () => {
    fc.assert(
      fc.property(legitimate, (requests) => {
        for (const { request, input } of requests)
          expect([request, input, answer(request, input)]).toEqual([request, input, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('answers alike whatever is asked for, where the table says so', () => {
    for (const { name, byDefault } of AGENT_REQUESTS) {
      if (byDefault !== 'condition') expect([name, answer(name, {})]).toEqual([name, byDefault === 'allow']);
      else expect([name, answer(name, {})]).toEqual([name, false]);
    }
  });
});

/** A way out of where copies belong. */
const outside = fc.oneof(
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

describe('a file from the host', () => {
  const denied = (requests: ReturnType<typeof copyRequests>) => {
    for (const { request, input } of requests)
      expect([input, answer(request, input)]).toEqual([input, false]);
  };

  it('goes nowhere else than where copies for mounts are, whatever it is', () => {
    fc.assert(
      fc.property(outside, fc.constantFrom('Regular', 'Directory', 'Symlink'), (path, kind) =>
        denied(copyRequests(path, kind, 0o644, 'x')),
      ),
      { numRuns: 300 },
    );
  });

  it('is no link that leads out of its folder, nor the folder itself', () => {
    const targets = fc.oneof(
      fc.constantFrom(
        '/',
        '/etc/passwd',
        '..',
        '../x',
        'a/../../x',
        'a/..',
        './..',
        '',
        '/run/kata-containers',
      ),
      fc.string().map((text) => `/${text}`),
      fc.string().map((text) => `${text}/..`),
    );
    fc.assert(
      fc.property(copyPath, targets, (path, target) =>
        denied(copyRequests(`${path}/x`, 'Symlink', 0o777, target)),
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(copyPath, (path) => denied(copyRequests(path, 'Symlink', 0o777, 'x'))),
      { numRuns: 20 },
    );
  });

  it('is nothing but a file, a folder or a link: no device, no socket, no mixture', () => {
    const modes = fc
      .integer({ min: 0, max: 0o177777 })
      .filter((mode) => ![0o100000, 0o040000, 0o120000].includes(mode & 0o170000));
    fc.assert(
      fc.property(copyPath, modes, (path, file_mode) => {
        expect(answer('CopyFileRequest', { path, file_mode, data: [] })).toBe(false);
        const unknown = { path, file_mode, file_type: 'Unknown', symlink_target: null };
        expect(answer('CopyFileRequest', unknown)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

type Request = ReturnType<typeof createRequest>;

/** What a host could change of a request, each of which gives it more than a container of a pod. */
const TRICKS: readonly (readonly [string, (request: Request) => unknown])[] = [
  ['a root without an image', (one) => one.storages.shift()],
  ['two images', (one) => one.storages.push(...one.storages.slice(0, 1))],
  ['an image elsewhere', (one) => Object.assign(one.storages[0] ?? {}, { mount_point: '/run/x/rootfs' })],
  [
    'a root from a copied folder',
    (one) => Object.assign(one.OCI.Root, { Path: `${SHARED}/a-0123456789abcdef-b` }),
  ],
  ['the root of the guest', (one) => Object.assign(one.OCI.Root, { Path: '/' })],
  ['a root that goes up', (one) => Object.assign(one.OCI.Root, { Path: `${one.OCI.Root.Path}/../..` })],
  ['an id that is a path', (one) => Object.assign(one, { container_id: '../x' })],
  ['hooks', (one) => Object.assign(one.OCI, { Hooks: { Prestart: [{ Path: '/bin/sh' }] } })],
  [
    'mounts of another container',
    (one) => one.shared_mounts.push({ name: 'x', src_ctr: 'b', src_path: '/' }),
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
  ['a disk over the guest', (one) => one.storages.push(storage('scsi', '0:1', 'ext4', '/usr/bin'))],
];

describe('a container', () => {
  it.each(TRICKS)('does not start with %s', (_, trick) => {
    fc.assert(
      fc.property(containers, (container) => {
        const request = createRequest(container);
        expect(answer('CreateContainerRequest', request)).toBe(true);
        trick(request);
        expect(answer('CreateContainerRequest', request)).toBe(false);
      }),
      { numRuns: 5 },
    );
  });

  it('gets no volume at another place than its kind has', () => {
    const elsewhere = fc.constantFrom(
      '/',
      '/run',
      '/etc',
      `${SANDBOX}/shm`,
      SHARED,
      `${SANDBOX}/ephemeral`,
      `${SANDBOX}/storage/a/b`,
    );
    fc.assert(
      fc.property(containers, volumes, elsewhere, (container, volume, mount_point) => {
        const request = createRequest(container);
        request.storages.push({ ...volume.storage, mount_point });
        expect(answer('CreateContainerRequest', request)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a sandbox and its network', () => {
  it.each([
    ['hooks', { guest_hook_path: '/run/kata-containers/shared/containers/x' }],
    ['kernel modules', { kernel_modules: [{ name: 'x', parameters: [] }] }],
    ['a shared file system', { storages: [storage('virtio-fs', 'kataShared', 'virtiofs', SHARED)] }],
    ['memory over the guest', { storages: [storage('ephemeral', 'shm', 'tmpfs', '/run')] }],
    ['a folder of the guest', { storages: [storage('ephemeral', '/', 'tmpfs', `${SANDBOX}/shm`)] }],
  ])('does not start with %s', (_, change) => {
    expect(answer('CreateSandboxRequest', { ...SANDBOX_REQUEST, ...change })).toBe(false);
  });

  const card = { name: 'eth0', device: 'eth0', IPAddresses: [], hwAddr: '0a:58:0a:80:00:01', raw_flags: 0 };
  it.each<readonly [string, object]>([
    ['its name', { name: 'lo' }],
    ['its hardware address', { hwAddr: '00:00:00:00:00:00' }],
    ['a short form of it', { hwAddr: '0:0:0:0:0:0' }],
    ['other flags', { raw_flags: 8 }],
    ...['127.0.0.1', '127.255.1.2', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'].map(
      (address) => [address, { IPAddresses: [{ address, mask: '8' }] }] as const,
    ),
  ])('leaves the loopback interface alone: %s', (_, change) => {
    expect(answer('UpdateInterfaceRequest', { interface: card })).toBe(true);
    expect(answer('UpdateInterfaceRequest', { interface: { ...card, ...change } })).toBe(false);
  });

  it.each([
    { device: 'lo' },
    { dest: '127.0.0.0/8' },
    { source: '127.0.0.1' },
    { dest: '::1/128' },
    { dest: '::1' },
  ])('has no route to it: %j', (change) => {
    const route = { dest: '10.0.0.0/8', gateway: '10.1.1.1', device: 'eth0', source: '' };
    expect(answer('UpdateRoutesRequest', { routes: { Routes: [route] } })).toBe(true);
    expect(answer('UpdateRoutesRequest', { routes: { Routes: [route, { ...route, ...change }] } })).toBe(
      false,
    );
  });

  it.each([{ device: 'lo' }, { toIPAddress: { address: '127.0.0.1', mask: '' } }])(
    'has no neighbour on it: %j',
    (change) => {
      const one = { toIPAddress: { address: '10.1.1.1', mask: '' }, device: 'eth0', state: 128 };
      expect(answer('AddARPNeighborsRequest', { neighbors: { ARPNeighbors: [one] } })).toBe(true);
      expect(answer('AddARPNeighborsRequest', { neighbors: { ARPNeighbors: [{ ...one, ...change }] } })).toBe(
        false,
      );
    },
  );
});
