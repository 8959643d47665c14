import * as fc from 'fast-check';
import { containers, createRequest, SANDBOX, storage } from './container-requests.ts';
import { copies, type PolicyInput } from './copy-requests.ts';

const address = fc.oneof(
  fc.ipV4().filter((ip) => !ip.startsWith('127.')),
  fc.constantFrom('fd01:0:0:1::1', 'fe80::858:aff:fe80:201', '2001:db8::127', 'fd00::1:1'),
);
const mac = fc.stringMatching(/^0a:58(:[0-9a-f]{2}){4}$/);

const network: fc.Arbitrary<PolicyInput[]> = fc
  .record({
    ips: fc.array(address, { maxLength: 3 }),
    mac,
    flags: fc.constantFrom(0, 128),
    name: fc.constantFrom('eth0', 'net1', 'lo0'),
  })
  .map(({ ips, mac: hwAddr, flags: raw_flags, name }) => [
    {
      request: 'UpdateInterfaceRequest',
      input: {
        interface: {
          device: name,
          name,
          IPAddresses: ips.map((one) => ({ family: one.includes(':') ? 1 : 0, address: one, mask: '24' })),
          mtu: 1400,
          hwAddr,
          devicePath: '02/00',
          type_: '',
          raw_flags,
        },
      },
    },
    {
      request: 'UpdateRoutesRequest',
      input: {
        routes: {
          Routes: [
            {
              dest: '',
              gateway: '10.128.0.1',
              device: name,
              source: '',
              scope: 0,
              family: 0,
              flags: 0,
              mtu: 0,
            },
            ...ips.map((one) => ({
              dest: `${one}/32`,
              gateway: '',
              device: name,
              source: one,
              scope: 253,
              family: 0,
            })),
          ],
        },
      },
    },
    {
      request: 'AddARPNeighborsRequest',
      input: {
        neighbors: {
          ARPNeighbors: ips.map((one) => ({
            toIPAddress: { family: 0, address: one, mask: '' },
            device: name,
            lladdr: hwAddr,
            state: 128,
            flags: 0,
          })),
        },
      },
    },
  ]);

export const SANDBOX_REQUEST = {
  hostname: 'p',
  dns: ['nameserver 10.0.0.10'],
  storages: [
    storage('ephemeral', 'shm', 'tmpfs', `${SANDBOX}/shm`, [
      'noexec',
      'nosuid',
      'nodev',
      'mode=1777',
      'size=67108864',
    ]),
  ],
  sandbox_pidns: false,
  sandbox_id: 'a'.repeat(64),
  guest_hook_path: '',
  kernel_modules: [] as unknown[],
};

const sandboxes = fc.boolean().map((hasShm): PolicyInput[] => [
  {
    request: 'CreateSandboxRequest',
    input: hasShm ? SANDBOX_REQUEST : { ...SANDBOX_REQUEST, storages: [] },
  },
]);

/** Requests that a pod of CRI-O leads to, whatever of Kubernetes it uses that confidential pods may have. */
export const legitimate: fc.Arbitrary<PolicyInput[]> = fc.oneof(
  { weight: 2, arbitrary: copies },
  {
    weight: 2,
    arbitrary: containers.map((one) => [{ request: 'CreateContainerRequest', input: createRequest(one) }]),
  },
  network,
  sandboxes,
);
