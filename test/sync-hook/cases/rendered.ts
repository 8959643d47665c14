import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { listAt, objectAt, set } from '../support/loose.ts';
import { MACHINE_CONFIGS } from '../support/ready-cluster.ts';
import { notRendered, withoutPool } from './pool.ts';

const RENDERED = `${MACHINE_CONFIGS}/rendered-new`;
const FILE = '/etc/modules-load.d/vsock.conf';
const spec =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.get(RENDERED), value, 'spec', ...path);
const file = (state: State) => objectAt(listAt(state.get(RENDERED), 'spec', 'config', 'storage', 'files'), 1);
const contents =
  (value: unknown, key = 'source') =>
  (state: State) =>
    set(file(state), value, 'contents', key);
const target = (name: unknown) => (state: State) => set(state.pool(), name, 'spec', 'configuration', 'name');

const rendered = casesOf('pool-rendered', 'tdx');
const gpu = casesOf('pool-rendered', 'gpu');
const snp = casesOf('pool-rendered', 'snp');
const BYTES = `files whose new content is not rendered yet: ${FILE}`;

export const renderedCases: readonly VerdictCase[] = [
  ...withoutPool('pool-rendered'),
  rendered.ok('everything that we ask for', () => {}),
  gpu.ok('kernel arguments alone', () => {}),
  snp.ok('the extension alone', () => {}),
  rendered.wait(
    'our MachineConfig is missing',
    notRendered,
    'rendered-new does not hold 99-enable-intel-tdx',
  ),
  rendered.wait(
    'that of the operator is missing',
    (state) => listAt(state.pool(), 'spec', 'configuration', 'source').pop(),
    'does not hold 50-enable-sandboxed-containers-extension',
  ),
  rendered.wait(
    'no sources',
    (state) => set(state.pool(), null, 'spec', 'configuration', 'source'),
    'does not hold',
  ),
  rendered.wait(
    'no configuration',
    (state) => set(state.pool(), null, 'spec', 'configuration'),
    'no configuration',
  ),
  rendered.wait(
    'a configuration that is not there',
    (state) => state.remove(RENDERED),
    'rendered-new is not there',
  ),
  ...['../secrets', 'a/b', '', 'A', 'a?b', 7].map((name) =>
    rendered.wait(
      `a configuration called ${JSON.stringify(name)}, whose path leads elsewhere`,
      (state) => {
        target(name)(state);
        state.objects[`${MACHINE_CONFIGS}/${name}`] = state.get(RENDERED);
      },
      'not there',
    ),
  ),
  rendered.wait(
    'a kernel argument is missing',
    spec(['nohibernate'], 'kernelArguments'),
    'not rendered yet: kvm_intel.tdx=1',
  ),
  rendered.wait(
    'a kernel argument with another value',
    spec(['kvm_intel.tdx=0', 'nohibernate'], 'kernelArguments'),
    'kvm_intel.tdx=1',
  ),
  rendered.wait('no kernel arguments', spec(null, 'kernelArguments'), 'kvm_intel.tdx=1 nohibernate'),
  rendered.wait(
    'kernel arguments that are one text',
    spec('kvm_intel.tdx=1 nohibernate', 'kernelArguments'),
    'kernel arguments',
  ),
  gpu.wait(
    'an argument of the IOMMU is missing',
    spec(['amd_iommu=on'], 'kernelArguments'),
    'intel_iommu=on',
  ),
  ...[
    'data:,vsock-loopback%0A',
    'data:,vsock-loopback%0a',
    'data:text/plain,vsock-loopback%0A',
    'data:;base64,dnNvY2stbG9vcGJhY2sK',
    'data:text/plain;charset=utf-8;base64,dnNvY2stbG9vcGJhY2sK',
    'DATA:;BASE64,dnNvY2stbG9vcGJhY2sK',
    'data:;base64,dnNvY2stbG9vcGJhY2sK%0A'.slice(0, -3),
  ].map((source) => rendered.ok(`the same bytes as ${source}`, contents(source))),
  ...[
    'data:,vsock-loopback',
    'data:,vsock-loopback%0A%0A',
    'data:;base64,dnNvY2stbG9vcGJhY2s=',
    'data:;base64,dnNvY2stbG9vcGJhY2sK!',
    'data:;base64,dnNvY2stbG9vcGJhY2s',
    'data:,dnNvY2stbG9vcGJhY2sK',
    'data:vsock-loopback%0A',
    'http://example.com/,vsock-loopback%0A',
    'ignition,vsock-loopback%0A',
    '',
    null,
    5,
  ].map((source) => rendered.wait(`other bytes than ${source}`, contents(source), BYTES)),
  rendered.wait('a file that is not there', spec([], 'config', 'storage', 'files'), BYTES),
  rendered.wait('no files', spec(null, 'config', 'storage'), BYTES),
  rendered.wait('a file under another path', (state) => set(file(state), '/etc/x', 'path'), BYTES),
  rendered.wait('another mode', (state) => set(file(state), 384, 'mode'), `modes not rendered yet: ${FILE}`),
  rendered.wait('no mode', (state) => set(file(state), undefined, 'mode'), 'modes'),
  rendered.ok('no word about compression', contents(undefined, 'compression')),
  rendered.ok('null for compression', contents(null, 'compression')),
  rendered.wait('a compressed file', contents('gzip', 'compression'), `rendered compressed: ${FILE}`),
  rendered.wait('the extension is missing', spec([], 'extensions'), 'extension sandboxed-containers'),
  rendered.wait('another extension', spec(['usbguard'], 'extensions'), 'extension sandboxed-containers'),
  rendered.wait('extensions that are one text', spec('sandboxed-containers', 'extensions'), 'extension'),
  rendered.wait('no spec', (state) => set(state.get(RENDERED), null, 'spec'), 'kernel arguments'),
];
