import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectSource } from '../../../cli/initdata/inspect.ts';
import { inspectJson } from '../../../cli/initdata/inspect-json.ts';
import { inspectText } from '../../../cli/initdata/inspect-text.ts';
import { closedAgentPolicy } from '../../../constructs/initdata/agent-policy.ts';
import { encodeInitdata } from '../../../constructs/initdata/initdata.ts';
import { OLDER_INITDATA_ANNOTATION } from '../../../initdata/annotation.ts';
import { CERTIFICATE } from '../../profiles/profile-text.ts';
import { NEEDED_BY_PODS } from '../../support/agent-policy.ts';
import { SAMPLES } from '../../support/samples.ts';
import { ROOT } from '../support/program.ts';
import { initdata, podWith, tomlWith } from './support/initdata.ts';

const PEM = CERTIFICATE.join('\n');
const SAMPLE = readFileSync(`${ROOT}test/initdata/fixtures/gpu-sample.txt`, 'utf8').trim();

const json = (object: unknown) => JSON.stringify(object);

/** The report of a run that prints JSON. */
function report(args: readonly string[], files = {}, input?: string) {
  const { stdout } = initdata(['inspect', ...args, '-o', 'json'], files, input);
  return JSON.parse(stdout);
}

// Its note says that exec and logs are closed, and that there is no URL of a key broker service (document 3.10.6).
describe("the document's sample for GPUs", () => {
  it('is shown to allow every request, and to have a URL without TLS', () => {
    const { status, stdout, stderr } = initdata(['inspect', SAMPLE]);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('every request is allowed, but for 8 of 41 that have no rule\n');
    expect(stdout).toContain(
      'open to the host or to administrators of the cluster: ExecProcessRequest, ReadStreamRequest, SetPolicyRequest, WriteStreamRequest\n',
    );
    expect(stdout).toMatch(/^ {4}allow {8}ExecProcessRequest$/m);
    expect(stdout).toMatch(/^ {4}allow {8}CopyFileRequest {2}whatever it asks for$/m);
    expect(stdout).toMatch(/^ {2}warning {2}policy\.rego allows ExecProcessRequest: /m);
    expect(stdout).toMatch(/^ {2}info {2}policy\.rego allows, whatever is asked for, .*CopyFileRequest \(/m);
    expect(stdout).toMatch(/^ {2}info {2}policy\.rego allows what no pod needs: AddSwapRequest \(/m);
    expect(stdout).toMatch(
      /^ {2}cdh\.toml \[kbc\] url +http:\/\/kbs-service\.trustee-operator-system:8080$/m,
    );
    expect(stdout).toContain('error  cdh.toml [kbc] url is http://, which nothing encrypts\n');
    expect(stdout).not.toContain('\u001b');
  });

  it('is shown in the same way from a pod and from standard input', () => {
    const [fromValue] = report([SAMPLE]).initdata;
    const [fromInput] = report(['-'], {}, `${SAMPLE}\n`).initdata;
    const [fromPod] = report(['pod.json'], { 'pod.json': json(podWith(SAMPLE)) }).initdata;
    expect(fromInput).toEqual({ ...fromValue, file: 'standard input' });
    expect(fromPod).toMatchObject({ digests: fromValue.digests, policy: fromValue.policy });
    expect(fromPod.policy.requests.ExecProcessRequest).toBe('allow');
    expect(fromPod.policy.undefined).toContain('SetIPTablesRequest');
  });
});

describe('the default policy', () => {
  const policy = closedAgentPolicy();
  const shown = (text: string) => initdata(['inspect', 'a.toml'], { 'a.toml': tomlWith({ policy: text }) });

  it('is shown to close what no pod needs, and to ask for paths and mounts', () => {
    const { status, stdout } = shown(policy);
    expect(status).toBe(0);
    expect(stdout).toContain('12 allowed, 23 denied, 6 conditional\n');
    expect(stdout).toContain(
      'closed: ExecProcessRequest, ReadStreamRequest, SetPolicyRequest, WriteStreamRequest\n',
    );
    expect(stdout).toContain('a workload waits for ever once it has printed more than a pipe holds (64 KiB)');
    expect(stdout).toMatch(/^ {4}deny {9}AddSwapRequest$/m);
    expect(stdout).toMatch(/^ {4}conditional {2}CopyFileRequest$/m);
    expect(stdout).not.toMatch(/^ {2}(?:error|warning|info) {2}/m);
  });

  it('is not taken with a second default, as the document has it (section 3.6)', () => {
    const { status, stdout } = shown(`${policy}default ExecProcessRequest := false`);
    expect(status).toBe(1);
    expect(stdout).toContain('a second default rule for ExecProcessRequest; Rego takes one');
  });

  it('is told apart from one that allows files at any path', () => {
    const { status, stdout } = shown(
      policy.replace('default CopyFileRequest := false', 'default CopyFileRequest := true'),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {4}allow {8}CopyFileRequest {2}whatever it asks for$/m);
    expect(stdout).toContain('info  policy.rego allows, whatever is asked for, CopyFileRequest (');
    const text = policy.replace('default CopyFileRequest := false', 'default CopyFileRequest := true');
    const [found] = report(['a.toml'], { 'a.toml': tomlWith({ policy: text }) }).initdata;
    expect(found.policy.unrestricted).toEqual(['CopyFileRequest']);
  });
});

describe('initdata inspect', () => {
  it.each(['tdx', 'snp', 'gpu', 'sno'])('has nothing against what profile %s renders', (name) => {
    const folder = `${SAMPLES}dist/${name}`;
    const pod = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) =>
      /\/pod\.[^/]*\.yaml$/.test(file),
    );
    const { status, stdout } = initdata(['inspect', `${folder}/${pod}`, '-o', 'json']);
    expect(status).toBe(0);
    const { initdata: found } = JSON.parse(stdout);
    expect(found).toMatchObject([{ kind: 'Pod', problems: [] }]);
    expect(found[0].settings['cdh.toml [kbc] url']).toMatch(/^https:/);
  });

  it('finds the pods of each kind of manifest, also in lists and in several documents', () => {
    const annotation = encodeInitdata(tomlWith());
    const { metadata, spec } = podWith(annotation) as { metadata: object; spec: object };
    const template = { metadata, spec };
    const of = (kind: string, inner: object) => ({
      apiVersion: 'x/v1',
      kind,
      metadata: { name: kind },
      ...inner,
    });
    const cronJob = of('CronJob', { spec: { jobTemplate: { spec: { template } } } });
    const objects = [
      podWith(annotation),
      of('Deployment', { spec: { template } }),
      of('ConfigMap', { data: {} }),
      { apiVersion: 'v1', kind: 'List', items: [cronJob, of('PodTemplate', { template })] },
    ];
    const yaml = objects.map((object) => `---\n${json(object)}\n`).join('');
    const found = report(['a.yaml'], { 'a.yaml': yaml }).initdata;
    expect(found.map(({ kind, path }: Record<string, string>) => `${kind} ${path}`)).toEqual([
      'Pod /metadata/annotations/io.katacontainers.config.hypervisor.cc_init_data',
      'Deployment /spec/template/metadata/annotations/io.katacontainers.config.hypervisor.cc_init_data',
      'CronJob /spec/jobTemplate/spec/template/metadata/annotations/io.katacontainers.config.hypervisor.cc_init_data',
      'PodTemplate /template/metadata/annotations/io.katacontainers.config.hypervisor.cc_init_data',
    ]);
    expect(report(['-'], {}, yaml).initdata).toHaveLength(4);
  });

  // The same question has the same answer in check, build and synth: test/initdata/policy-problems.test.ts.
  it('says that no pod starts where the policy denies what a start needs, and which requests have no rule', () => {
    const { status, stdout } = initdata(['inspect', 'a.toml'], {
      'a.toml': tomlWith({
        policy: ['package agent_policy', ...NEEDED_BY_PODS]
          .filter((line) => !line.includes('Interface'))
          .join('\n'),
      }),
    });
    expect(status).toBe(1);
    expect(stdout).toContain(
      'error  policy.rego denies UpdateInterfaceRequest, without which no pod starts\n',
    );
    expect(stdout).toMatch(/^ {4}deny {9}UpdateInterfaceRequest {2}no rule$/m);
  });

  it('says that nothing is surely denied where an answer may change later ones', () => {
    const policy = `${closedAgentPolicy()}NewRequest := input.answer\n`;
    const line = policy.split('\n').length - 1;
    const { stdout } = initdata(['inspect', 'a.toml'], { 'a.toml': tomlWith({ policy }) });
    expect(stdout).toContain(
      `an answer to NewRequest may change later answers (line ${line}), so that none is surely a denial\n`,
    );
    expect(stdout).toMatch(/^ {4}conditional {2}ExecProcessRequest$/m);
  });

  it('shows each certificate with its subject and its end', () => {
    const toml = tomlWith({
      aa: `[token_configs.kbs]\nurl = 'https://kbs.example.com'\ncert = """\n${PEM}\n${PEM}\n"""`,
      cdh: `[kbc]\nname = 'cc_kbc'\nurl = 'https://kbs.example.com'\nkbs_cert = """\n${PEM}\n"""\n[image]\nextra_root_certificates = ["""\n${PEM}\n"""]`,
    });
    const files = { 'a.toml': toml };
    const { status, stdout } = initdata(['inspect', 'a.toml'], files);
    expect(status).toBe(1);
    expect(stdout.match(/CN=kbs\.example\.com, valid until 2020-02-01, SHA-256 [0-9A-F:]{95}/g)).toHaveLength(
      4,
    );
    expect(stdout).toContain(
      'error  the certificate of the KBS for the attestation agent was valid until 2020-02-01\n',
    );
    expect(stdout).toContain('error  certificate 1 for registries was valid until 2020-02-01\n');
    const [found] = report(['a.toml', '--at', '2020-01-01'], files).initdata;
    expect(found.certificates.attestationAgent).toHaveLength(2);
    expect(found.certificates.registries[0]).toMatchObject({
      subject: 'CN=kbs.example.com',
      validTo: '2020-02-01T00:00:00.000Z',
    });
    expect(found.problems.map(({ severity }: { severity: string }) => severity)).not.toContain('error');
  });

  it('shows whether sealed secrets are verified, and says what it means when they are not', () => {
    const cdh =
      "skip_sealed_secret_verification = true\n[kbc]\nname = 'cc_kbc'\nurl = 'https://kbs.example.com'";
    const { status, stdout } = initdata(['inspect', 'a.toml'], { 'a.toml': tomlWith({ cdh }) });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}cdh\.toml skip_sealed_secret_verification +true$/m);
    expect(stdout).toMatch(/info {2}cdh\.toml skip_sealed_secret_verification is true/);
    expect(stdout).toMatch(
      /warning {2}cdh\.toml skip_sealed_secret_verification is read from guest components 0\.20 on/,
    );
  });

  it('says when a confidential pod has none, and when annotations are too large together', () => {
    const none = initdata(['inspect', 'a.json'], { 'a.json': json(podWith(undefined)) });
    expect(none.status).toBe(1);
    expect(none.stdout).toContain('error  the pod is confidential and has no initdata\n');
    const { metadata, ...rest } = podWith(undefined) as { metadata: object };
    const annotations = { [OLDER_INITDATA_ANNOTATION]: encodeInitdata(tomlWith()) };
    const older = { ...rest, metadata: { ...metadata, annotations } };
    const renamed = initdata(['inspect', 'a.json'], { 'a.json': json(older) });
    expect(renamed.status).toBe(1);
    expect(renamed.stdout).toMatch(
      /error {2}.* has an older name.*\n {4}fix: .*config\.runtime\.cc_init_data/,
    );
    const pod = podWith(encodeInitdata(tomlWith())) as { metadata: { annotations: Record<string, string> } };
    pod.metadata.annotations['example.com/large'] = 'x'.repeat(256 * 1024);
    const large = initdata(['inspect', 'a.json'], { 'a.json': json(pod) });
    expect(large.status).toBe(1);
    expect(large.stdout).toMatch(
      /error {2}the annotations have 26\d{4} bytes together; a server takes 262144/,
    );
  });

  it('refuses what it cannot read, everything at once and without a word of it', () => {
    const base64 = (bytes: Buffer) => bytes.toString('base64');
    const pods = [
      podWith('hunter2'),
      podWith(base64(Buffer.from('hunter2'.repeat(10)))),
      podWith(base64(gzipSync(Buffer.from([0xc3, 0x28])))),
    ];
    const { status, stdout, stderr } = initdata(['inspect', 'a.json'], {
      'a.json': json({ apiVersion: 'v1', kind: 'List', items: pods }),
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.match(/the initdata cannot be decoded: .*/g)).toEqual([
      'the initdata cannot be decoded: it is not base64',
      'the initdata cannot be decoded: it is not gzip, or cut off',
      'the initdata cannot be decoded: it is not UTF-8',
    ]);
    expect(stderr).not.toContain('hunter2');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('refuses a manifest without initdata, one that is no YAML, and a file that is not there', () => {
    const stderrOf = (source: string, files = {}) => {
      const { status, stderr } = initdata(['inspect', source], files);
      expect(status).toBe(2);
      return stderr;
    };
    expect(stderrOf('a.yaml', { 'a.yaml': 'kind: ConfigMap\n' })).toMatch(
      /^a\.yaml: there is no initdata in it\n/,
    );
    expect(stderrOf('a.yaml', { 'a.yaml': 'a: [\n' })).toMatch(/^a\.yaml:\d+:\d+: /);
    expect(stderrOf('none.yaml')).toMatch(/^none\.yaml: cannot be read: it does not exist\n/);
    expect(stderrOf('H4sIAAAAAAAAA6WUS2TBQCA7x1')).toMatch(/^annotation: .* it is not base64\n/);
    expect(stderrOf('hunter2'.repeat(12))).toMatch(/^annotation: .* it is not gzip, or cut off\n/);
    expect(stderrOf('H4sIAAAAAAAAA6WU')).toMatch(/^annotation: .* it is not gzip, or cut off\n/);
    expect(stderrOf('a.txt', { 'a.txt': 'hunter2'.repeat(12) })).toMatch(/^a\.txt: .* it is not gzip/);
  });

  it('reads no more than it needs, whatever the file', () => {
    const { status, stderr } = initdata(['inspect', '/dev/zero']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^\/dev\/zero: is larger than 64 MiB\n/);
    const hostile = {
      'spaces.txt': `${' '.repeat(1_000_000)}!`,
      'base64.txt': `${'A '.repeat(900_000)}=`,
      'large.toml': `a = '${'x'.repeat(2 * 1024 * 1024)}'`,
      'policy.toml': tomlWith({
        policy: `package agent_policy\n${'ExecProcessRequest = x '.repeat(80_000)}`,
      }),
      'yaml.yaml': 'a: '.repeat(300_000),
    };
    for (const file of Object.keys(hostile)) {
      const start = performance.now();
      const ended = initdata(['inspect', file], hostile);
      expect([0, 1, 2]).toContain(ended.status);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
      expect(performance.now() - start).toBeLessThan(20_000);
    }
  });

  it.each([
    ['the empty standard input', '-', 'standard input: is empty'],
    ['an empty file', 'empty.yaml', 'empty.yaml: is empty'],
    ['a folder', 'folder/', 'folder/: is a folder'],
    ['a name that is too long', 'a-'.repeat(300), ': cannot be read: its name is too long'],
  ])('refuses %s, with a remedy', (_, source, message) => {
    const { status, stdout, stderr } = initdata(['inspect', source], {
      'empty.yaml': ' \n',
      'folder/a.toml': '',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`${message}\n  fix: `);
  });

  it('shows and reports TOML that a guest would not take, and quotes nothing of it', () => {
    const { status, stdout, stderr } = initdata(['inspect', 'a.toml'], { 'a.toml': 'secret = hunter2' });
    expect(status).toBe(1);
    expect(stdout).toContain('error  cannot be used: it is no TOML: line 1, column 10\n');
    expect(stdout + stderr).not.toContain('hunter2');
  });
});

describe('secrets in initdata', () => {
  const where = fc.constantFrom<(secret: string) => string>(
    (secret) => tomlWith({ aa: `[token_configs.kbs]\nurl = 'https://${secret}:${secret}@kbs.example.com'` }),
    (secret) =>
      tomlWith({ aa: `[token_configs.kbs]\nurl = 'https://kbs.example.com/?token=${secret}#${secret}'` }),
    (secret) => tomlWith({ aa: `[token_configs.kbs]\nurl = '${secret}'\ncert = '${secret}'` }),
    (secret) => tomlWith({ aa: `${secret} = '${secret}'` }),
    (secret) => tomlWith({ aa: `[${secret}]\n${secret} = ['${secret}', { a = '${secret}' }]` }),
    (secret) => tomlWith({ aa: `x = ${secret}` }),
    (secret) =>
      tomlWith({ cdh: `socket = '${secret}'\n[kbc]\nname = '${secret}'\nurl = 1\nkbs_cert = '${secret}'` }),
    (secret) => tomlWith({ cdh: `[[credentials]]\nresource_uri = '${secret}'\npath = '${secret}'` }),
    (secret) =>
      tomlWith({
        cdh: `[image]\nimage_security_policy = '${secret}'\nimage_security_policy_uri = '${secret}'\nauthenticated_registry_credentials_uri = 'https://${secret}'\nextra_root_certificates = ['${secret}']`,
      }),
    (secret) => tomlWith({ more: `"${secret}" = '${secret}'` }),
    (secret) => tomlWith({ more: `"x" = 1\n[${secret}]\na = '${secret}'` }),
    (secret) => tomlWith({ policy: `package agent_policy\n# ${secret}\nx := "${secret}"` }),
    (secret) => tomlWith({ policy: `package ${secret}\nx := '${secret}'` }),
    (secret) => tomlWith({ algorithm: secret }),
  );
  const secrets = fc.stringMatching(/^[a-z]{12}$/);

  it('are never printed, wherever they stand', () => {
    fc.assert(
      fc.property(where, secrets, (place, secret) => {
        const inspected = [inspectSource({ file: 'a.toml', toml: place(secret), bytes: 0 }, {})];
        const printed = inspectText(inspected, false) + inspectJson(inspected);
        expect(printed).not.toContain(secret);
        expect(printed).toContain('a.toml');
      }),
      { numRuns: 300 },
    );
  });

  it('are counted: what is not known here is there all the same', () => {
    const toml = tomlWith({ aa: "a = '1'\n[b]\nc = '2'", more: '"d" = \'3\'' });
    const { stdout } = initdata(['inspect', 'a.toml'], { 'a.toml': toml });
    expect(stdout).toContain('and 2 other settings and 1 other file, not known here and not shown\n');
  });
});
