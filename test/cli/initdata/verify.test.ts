import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../cli/initdata/compare.ts';
import { readToml } from '../../../cli/initdata/reading.ts';
import { encodeInitdata, initdataToml } from '../../../constructs/initdata/initdata.ts';
import { decodeInitdata } from '../../../initdata/decode.ts';
import { ALGORITHMS, initdataDigests } from '../../../initdata/digest.ts';
import { REFERENCE_VALUES_KEYS, TRUSTEE_VERSIONS } from '../../../initdata/reference-values.ts';
import { CERTIFICATE } from '../../profiles/profile-text.ts';
import { NEEDED_BY_PODS } from '../../support/agent-policy.ts';
import { BUILT_IN, initdata, podWith, tomlWith } from './support/initdata.ts';

const TOML = tomlWith();
const POD = JSON.stringify(podWith(encodeInitdata(TOML)));
const files = { 'pod.json': POD, 'a.toml': TOML };

describe('initdata verify', () => {
  it('says that initdata is what it should be, by file, by profile and by digest in each form', () => {
    const same = { status: 0, stdout: 'same     pod.json: Pod team/app\n', stderr: '' };
    expect(initdata(['verify', 'pod.json', '--file', 'a.toml'], files)).toEqual(same);
    for (const algorithm of ALGORITHMS) {
      const toml = tomlWith({ algorithm });
      const pod = { 'pod.json': JSON.stringify(podWith(encodeInitdata(toml))) };
      const { raw, snp, tdx } = initdataDigests(toml, algorithm);
      for (const digest of new Set([raw, snp, tdx, `0x${raw.toUpperCase()}`])) {
        expect(initdata(['verify', 'pod.json', '--digest', digest], pod)).toEqual(same);
      }
    }
    const annotation = initdata(['build', 'snp', ...BUILT_IN]).stdout.trim();
    const rendered = { 'pod.json': JSON.stringify(podWith(annotation)) };
    expect(initdata(['verify', 'pod.json', '--profile', 'snp', ...BUILT_IN], rendered)).toEqual(same);
    expect(initdata(['verify', annotation, '--profile', 'tdx', ...BUILT_IN]).stdout).toBe(
      'differs  annotation, from profile tdx:\n  algorithm: expected sha384, found sha256\n',
    );
  });

  it('takes the file of a profile, and what it should be from the standard input', () => {
    const profile = `${BUILT_IN[1]}/snp.yaml`;
    const toml = initdata(['build', profile, '-o', 'toml']).stdout;
    expect(initdata(['verify', 'a.toml', '--profile', profile], { 'a.toml': toml }).status).toBe(0);
    const one = 'algorithm = 1';
    const fromInput = initdata(['verify', 'a.toml', '-f', '-'], { 'a.toml': toml }, one);
    expect(fromInput.status).toBe(2);
    expect(fromInput.stderr).toMatch(/^standard input: cannot be used: /);
    expect(initdata(['verify', '-', '-f', '-'], {}, toml)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'the standard input can be read once only\n  fix: give one of the inputs as a file\n',
    });
  });

  it('says in what it differs, setting by setting and request by request', () => {
    const other = tomlWith({
      algorithm: 'sha512',
      aa: "[token_configs.kbs]\nurl = 'https://other.example.com'",
      cdh: "[kbc]\nname = 'cc_kbc'\nurl = 'https://kbs.example.com'\nsecret = 'hunter2'\n[image]\nimage_security_policy_uri = 'kbs:///default/security-policy/osc'",
      policy: ['package agent_policy', ...NEEDED_BY_PODS, 'default ExecProcessRequest := true']
        .join('\n')
        .replace('default CopyFileRequest := true\n', ''),
      more: '"hunter2" = \'hunter2\'',
    });
    const pod = { ...files, 'pod.json': JSON.stringify(podWith(encodeInitdata(other))) };
    expect(initdata(['verify', 'pod.json', '--file', 'a.toml'], pod)).toEqual({
      status: 1,
      stderr: '',
      stdout: [
        'differs  pod.json: Pod team/app, from a.toml:',
        '  algorithm: expected sha256, found sha512',
        '  aa.toml [token_configs.kbs] url: expected https://kbs.example.com, found https://other.example.com',
        '  cdh.toml [image] image_security_policy_uri: expected nothing, found kbs:///default/security-policy/osc',
        '  1 setting not known here, and not shown',
        '  1 file not known here, and not shown',
        '  CopyFileRequest: expected allow, found deny',
        '  ExecProcessRequest: expected deny, found allow',
        '',
      ].join('\n'),
    });
  });

  it('tells a comment, and a policy that comes to the same, from other settings', () => {
    const lines = (toml: string) =>
      differencesOf(readToml(TOML, {}), readToml(toml, {})).map(({ what }) => what);
    expect(lines(`${TOML}# x\n`)).toEqual([
      'comments, white space or order of the TOML, and nothing else; the digest differs',
    ]);
    expect(lines(TOML.replace('package agent_policy', 'package agent_policy # x'))).toEqual([
      'the text of policy.rego; each request gets the same answer, as far as that can be told',
    ]);
    expect(lines(TOML.replace('https://kbs.example.com', 'https://kbs.example.com/?token=hunter2'))).toEqual([
      'aa.toml [token_configs.kbs] url',
    ]);
  });

  it('looks at every pod, and a confidential one without initdata differs', () => {
    const items = [
      podWith(encodeInitdata(TOML)),
      podWith(undefined),
      podWith(encodeInitdata(`${TOML}#`), 'kata'),
    ];
    const list = { ...files, 'list.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) };
    const { status, stdout } = initdata(['verify', 'list.json', '--file', 'a.toml', '-o', 'json'], list);
    expect(status).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ kind: 'InitdataVerification', expected: 'a.toml' });
    expect(report.results.map(({ same }: { same: boolean }) => same)).toEqual([true, false, false]);
    expect(report.results[1].differences).toEqual([{ what: 'the pod is confidential and has no initdata' }]);
  });

  it('shows the digest of the same length when another is expected', () => {
    const { raw, tdx } = initdataDigests(TOML, 'sha256');
    const wrong = 'a'.repeat(64);
    expect(initdata(['verify', 'pod.json', '--digest', wrong], files)).toMatchObject({
      status: 1,
      stdout: `differs  pod.json: Pod team/app, from the digest:\n  digest: expected ${wrong}, found ${raw}\n`,
    });
    expect(initdata(['verify', 'pod.json', '--digest', 'b'.repeat(96)], files).stdout).toContain(
      `found ${tdx}`,
    );
  });

  it.each(TRUSTEE_VERSIONS)('takes the reference values that build prints, for Trustee %s', (trustee) => {
    const args = ['build', '--file', 'a.toml', '-o', 'reference-values', '--trustee', trustee];
    const built = initdata([...args, '--expires', '2099-12-31'], files);
    expect(built.status).toBe(0);
    expect(built.stderr).toContain(`for key ${REFERENCE_VALUES_KEYS[trustee]} of the ConfigMap`);
    const given = { ...files, 'values.json': built.stdout };
    const verify = (source: string) =>
      initdata(['verify', source, '--reference-values', 'values.json'], given);
    expect(verify('pod.json')).toMatchObject({ status: 0, stdout: 'same     pod.json: Pod team/app\n' });
    const other = { ...given, 'other.toml': `${TOML}# x\n` };
    const { status, stdout } = initdata(['verify', 'other.toml', '--reference-values', 'values.json'], other);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^differs {2}other\.toml, from the reference values in values\.json:\n {2}digest: expected one of 2 values of init_data, found /,
    );
    const cut = { ...files, 'values.json': built.stdout.replace('init_data', 'initdata') };
    expect(initdata(['verify', 'pod.json', '--reference-values', 'values.json'], cut)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('values.json: no reference values: it'),
    });
  });

  it('refuses what cannot be compared with', () => {
    const stderrOf = (args: string[], more = {}) => {
      const { status, stdout, stderr } = initdata(['verify', 'pod.json', ...args], { ...files, ...more });
      expect([status, stdout]).toEqual([2, '']);
      return stderr;
    };
    expect(stderrOf([])).toMatch(/^expected one of --file, --profile, --digest and --reference-values\n/);
    expect(stderrOf(['--file', 'a.toml', '--digest', 'a'.repeat(64)])).toMatch(/^expected one of --file/);
    for (const digest of ['', 'abc', 'g'.repeat(64), 'a'.repeat(65)]) {
      expect(stderrOf(['--digest', digest])).toMatch(/^expected --digest to be 64, 96 or 128 hexadecimal/);
    }
    const expired = tomlWith({
      cdh: `[kbc]\nurl = 'http://kbs.example.com'\nkbs_cert = """\n${CERTIFICATE.join('\n')}\n"""`,
    });
    const told = stderrOf(['--file', 'b.toml'], { 'b.toml': expired });
    expect(told).toContain('b.toml: cdh.toml [kbc] url is http://, which nothing encrypts\n');
    expect(told).toContain('b.toml: the certificate of the KBS was valid until 2020-02-01\n');
  });
});

describe('what is built, taken apart and compared', () => {
  const certificate = `${CERTIFICATE.join('\n')}\n`;
  const settings = fc.record(
    {
      algorithm: fc.constantFrom(...ALGORITHMS),
      kbsUrl: fc.constantFrom('https://kbs.example.com', 'https://kbs.example.com:8080/kbs'),
      kbsCertificate: fc.constant(certificate),
      imageSecurityPolicy: fc.constant('kbs:///default/security-policy/osc'),
      registryCredentials: fc.constantFrom('kbs:///default/credential/a', 'kbs:///default/credential/b'),
      registryCertificates: fc.constantFrom(certificate, certificate + certificate),
      agentPolicy: fc.constantFrom(
        ['package agent_policy', ...NEEDED_BY_PODS, ''].join('\n'),
        ['package agent_policy', ...NEEDED_BY_PODS, 'default ExecProcessRequest := true', ''].join('\n'),
      ),
    },
    { requiredKeys: ['algorithm', 'kbsUrl'] },
  );
  const at = new Date('2020-01-15');

  it('is the same for the same settings, and differs by name for others', () => {
    fc.assert(
      fc.property(settings, settings, (one, two) => {
        const first = initdataToml(one);
        const second = initdataToml(two);
        const decoded = decodeInitdata(encodeInitdata(first));
        expect(decoded).toEqual({ toml: first });
        const reading = readToml(first, { at });
        expect(reading.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(reading.settings.filter(({ shown }) => shown === undefined)).toEqual([]);
        const differences = differencesOf(reading, readToml(second, { at }));
        expect(differences.length === 0).toBe(first === second);
        expect(differences.some(({ what }) => what.startsWith('comments'))).toBe(false);
      }),
    );
  });
});
