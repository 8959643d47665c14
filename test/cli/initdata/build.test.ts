import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeInitdata } from '../../../constructs/initdata/initdata.ts';
import { initdataDigests } from '../../../initdata/digest.ts';
import { CERTIFICATE, profileText } from '../../profiles/profile-text.ts';
import { NEEDED_BY_PODS } from '../../support/agent-policy.ts';
import { SAMPLES } from '../../support/samples.ts';
import { BUILT_IN, initdata, tomlWith } from './support/initdata.ts';

const PEM = CERTIFICATE.join('\n');
const WITH_CERTIFICATE = {
  aa: `[token_configs.kbs]\nurl = 'https://kbs.example.com'\ncert = """\n${PEM}\n"""`,
  cdh: `[kbc]\nname = 'cc_kbc'\nurl = 'https://kbs.example.com'\nkbs_cert = """\n${PEM}\n"""`,
};

/** Texts that no compressor makes smaller, the same on every run. */
function incompressible(lines: number): string {
  return Array.from(
    { length: lines },
    (_, index) => `# ${createHash('sha512').update(String(index)).digest('base64')}`,
  ).join('\n');
}

/** A day on which the reference values still hold. */
const TODAY = ['--at', '2026-01-01'];

describe('initdata build', () => {
  it.each(['tdx', 'snp', 'gpu', 'sno'])('prints the annotation that profile %s renders', (name) => {
    const folder = `${SAMPLES}dist/${name}`;
    const pod = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) =>
      /\/pod\.[^/]*\.yaml$/.test(file),
    );
    const { status, stdout, stderr } = initdata(['build', name, ...BUILT_IN]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^H4sI[A-Za-z0-9+/]+={0,2}\n$/);
    expect(readFileSync(`${folder}/${pod}`, 'utf8')).toContain(stdout.trim());
  });

  it('takes the file of a profile for its name', () => {
    const byName = initdata(['build', 'tdx', ...BUILT_IN]);
    expect(initdata(['build', `${SAMPLES}profiles/tdx.yaml`])).toEqual(byName);
    const text = readFileSync(`${SAMPLES}profiles/tdx.yaml`, 'utf8');
    expect(initdata(['build', 'tdx.yaml'], { 'tdx.yaml': text })).toEqual(byName);
  });

  it('prints the TOML, from which the same annotation is made again, byte for byte', () => {
    const toml = initdata(['build', 'tdx', '-o', 'toml', ...BUILT_IN]).stdout;
    const annotation = initdata(['build', 'tdx', ...BUILT_IN]).stdout;
    expect(initdata(['build', '--file', 'a.toml'], { 'a.toml': toml }).stdout).toBe(annotation);
    expect(initdata(['build', '--file', '-'], {}, toml).stdout).toBe(annotation);
  });

  it('prints the digests, and where each is met', () => {
    const toml = tomlWith();
    const { raw, snp, tdx, pcr8 } = initdataDigests(toml, 'sha256');
    expect(initdata(['build', '-f', 'a.toml', '-o', 'digests'], { 'a.toml': toml }).stdout).toBe(
      [
        `digest      ${raw}  of the TOML`,
        `HOSTDATA    ${snp}  SEV-SNP, 32 bytes; input.init_data in Trustee`,
        `MRCONFIGID  ${tdx}  TDX, 48 bytes; input.init_data in Trustee`,
        `PCR8        ${pcr8}  with sha256 and a virtual TPM only, never on bare metal`,
        '',
      ].join('\n'),
    );
    const other = { 'a.toml': tomlWith({ algorithm: 'sha384' }) };
    expect(initdata(['build', '-f', 'a.toml', '-o', 'digests'], other).stdout).toMatch(/^PCR8 {8}- {2}/m);
  });

  it('prints reference values of the TEE of the profile, which have an end that the user knows', () => {
    const args = ['build', 'tdx', '-o', 'reference-values', ...BUILT_IN];
    expect(initdata(args)).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'a reference value has an expiration\n  fix: say which, though Trustee does not enforce it: --expires 2027-06-30\n',
    });
    const [entry] = JSON.parse(initdata([...args, '--expires', '2027-06-30', ...TODAY]).stdout);
    expect(entry).toMatchObject({ name: 'init_data', expiration: '2027-06-30T00:00:00Z' });
    expect(entry.value).toEqual([expect.stringMatching(/^[0-9a-f]{96}$/)]);
    const snp = JSON.parse(initdata([...args, '--expires', '2027-06-30', ...TODAY, '--tee', 'snp']).stdout);
    expect(snp[0].value).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it('prints all of it for programs', () => {
    const toml = tomlWith();
    const report = JSON.parse(initdata(['build', '-f', 'a.toml', '-o', 'json'], { 'a.toml': toml }).stdout);
    const digests = initdataDigests(toml, 'sha256');
    expect(report).toEqual({
      apiVersion: 'coco-gitops/v1',
      kind: 'Initdata',
      algorithm: 'sha256',
      annotation: encodeInitdata(toml),
      digests,
      referenceValues: [
        { name: 'init_data', tee: 'tdx', value: digests.tdx },
        { name: 'init_data', tee: 'snp', value: digests.snp },
      ],
    });
  });
});

describe('initdata build refuses', () => {
  const refused = (toml: string, ...args: string[]) => {
    const { status, stdout, stderr } = initdata(['build', '-f', 'a.toml', ...args], { 'a.toml': toml });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr
      .split('\n')
      .filter((line) => line.startsWith('a.toml: '))
      .map((line) => line.slice('a.toml: '.length));
  };

  it('everything that is wrong, at once', () => {
    const toml = tomlWith({
      algorithm: 'md5',
      aa: "[token_configs.kbs]\nurl = 'http://kbs.example.com'",
      cdh: `[kbc]\nurl = 'https://me:hunter2@kbs.example.com'\nkbs_cert = """\n${PEM}\n"""\n[image]\nextra_root_certificates = ['x']`,
      policy: 'package agent_policy\nx := {',
    });
    expect(refused(toml)).toEqual([
      'cannot be used: its "algorithm" has to be sha256, sha384 or sha512, in quotes',
      'cdh.toml [kbc] has no name, without which the confidential data hub does not start',
      'certificate 1 for registries is none',
      'aa.toml [token_configs.kbs] url is http://, which nothing encrypts',
      'cdh.toml [kbc] url holds a user or a password',
      'the certificate of the KBS was valid until 2020-02-01',
      'policy.rego, line 2: "{" is not closed',
    ]);
  });

  it('a profile in the place of TOML, with the command that takes it', () => {
    const { status, stderr } = initdata(['build', '-f', `${SAMPLES}profiles/tdx.yaml`]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/coco-gitops initdata build \S+\/tdx\.yaml/);
  });

  it('TOML that cannot be read, and quotes nothing of it', () => {
    expect(refused('algorithm = hunter2')).toEqual(['cannot be used: it is no TOML: line 1, column 13']);
    expect(refused('\ufeffalgorithm = "sha256"')).toEqual([
      'cannot be used: it begins with a byte order mark, which TOML has not',
    ]);
    expect(refused(tomlWith({ aa: 'x = hunter2' }))).toEqual([
      'cannot be used: "aa.toml" is no TOML: line 1, column 5',
    ]);
  });

  it('certificates that are over, not yet valid, or not for both programs; each of a bundle counts', () => {
    const toml = tomlWith(WITH_CERTIFICATE);
    expect(refused(toml)).toEqual(['the certificate of the KBS was valid until 2020-02-01']);
    expect(refused(toml, '--at', '2019-12-31')).toEqual([
      'the certificate of the KBS is valid from 2020-01-01 on',
    ]);
    expect(refused(tomlWith({ cdh: WITH_CERTIFICATE.cdh }), '--at', '2020-01-01')).toEqual([
      'the attestation agent gets no certificate of the KBS, and the other program does',
    ]);
    const bundle = WITH_CERTIFICATE.cdh.replace(PEM, `${PEM}\n${PEM.replace('MIHb', 'MIHa')}`);
    expect(refused(tomlWith({ ...WITH_CERTIFICATE, cdh: bundle }), '--at', '2020-01-01')).toEqual([
      'the certificate of the KBS for the confidential data hub is none',
    ]);
    const { status, stderr } = initdata(['build', '-f', 'a.toml', '--at', '2020-01-15'], { 'a.toml': toml });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^warning: a\.toml: the certificate of the KBS is valid until 2020-02-01 only\n/);
  });

  it('a URL without TLS, unless that is asked for, and then a certificate', () => {
    const http = (text: string) => text.replaceAll('https:', 'http:');
    const toml = http(tomlWith());
    expect(refused(toml)).toHaveLength(2);
    expect(initdata(['build', '-f', 'a.toml', '--insecure-http'], { 'a.toml': toml }).stdout).toMatch(
      /^H4sI/,
    );
    expect(refused(http(tomlWith(WITH_CERTIFICATE)), '--insecure-http', '--at', '2020-01-01')).toEqual([
      'the attestation agent has a certificate of the KBS, and an http:// URL, to which it cannot belong',
      'the confidential data hub has a certificate of the KBS, and an http:// URL, to which it cannot belong',
    ]);
    expect(refused(tomlWith({ aa: "[token_configs.kbs]\nurl = 'kbs'" }), '--insecure-http')).toEqual([
      'aa.toml [token_configs.kbs] url is no https:// URL',
    ]);
  });

  it('what is larger than the annotations of an object may be', () => {
    const policy = `${['package agent_policy', ...NEEDED_BY_PODS].join('\n')}\n${incompressible(3500)}`;
    expect(refused(tomlWith({ policy }))).toEqual([
      expect.stringMatching(/^the annotations have 3\d{5} bytes together; a server takes 262144$/),
    ]);
    expect(
      initdata(['build', '-f', 'a.toml'], { 'a.toml': tomlWith({ policy: policy.slice(0, 200_000) }) })
        .status,
    ).toBe(0);
  });

  it('an expired certificate of a profile, which renders all the same: that does not depend on the day', () => {
    const text = PEM.replaceAll('\n', '\n    ');
    const profile = profileText({
      trustee: `\n  url: https://kbs.example.com\n  certificate: |\n    ${text}`,
    });
    const files = { 'profiles/mine.yaml': profile };
    expect(initdata(['build', 'mine'], files)).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'mine: the certificate of the KBS was valid until 2020-02-01\n  fix: put a current one in its place; the digest changes with it, and so does the reference value\n',
    });
    expect(initdata(['build', 'mine', '--at', '2020-01-01'], files).status).toBe(0);
  });

  it('the value of an annotation where TOML is expected, and reference values that are over', () => {
    const packed = { 'a.txt': encodeInitdata(tomlWith()) };
    expect(initdata(['build', '--file', 'a.txt'], packed).stderr).toBe(
      'a.txt: expected TOML, found the value of an annotation\n  fix: unpack it: base64 -d FILE | gunzip > initdata.toml\n',
    );
    const args = ['build', 'tdx', '-o', 'reference-values', ...BUILT_IN, '--at', '2027-06-30', '--expires'];
    expect(initdata([...args, '2027-06-30'])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        '--expires: is over, so that whoever reads the values takes them for old; Trustee itself does not look at it\n  fix: give a day that is to come\n',
    });
    expect(initdata([...args, '2027-07-01']).status).toBe(0);
  });

  it('wrong use', () => {
    const stderrOf = (...args: string[]) => {
      const { status, stderr } = initdata(['build', ...args]);
      expect(status).toBe(2);
      return stderr;
    };
    expect(stderrOf()).toMatch(/^expected a profile, or --file\n/);
    expect(stderrOf('tdx', '--file', 'a.toml')).toMatch(/^expected a profile, or --file\n/);
    expect(stderrOf('--file', 'none.toml')).toMatch(/^none\.toml: cannot be read: it does not exist\n/);
    expect(stderrOf('--file', '.')).toMatch(/^\.: is a folder\n/);
    expect(stderrOf('--file', '-')).toMatch(/^standard input: is empty\n {2}fix: /);
    expect(stderrOf('--file', 'x'.repeat(300))).toContain(': cannot be read: its name is too long\n');
    expect(stderrOf('./none.yaml', ...BUILT_IN)).toMatch(
      /^\.\/none\.yaml: cannot be read: it does not exist/,
    );
    expect(stderrOf('tdxx', ...BUILT_IN)).toMatch(
      /^there is no profile "tdxx"; .*\n {2}fix: did you mean "tdx"\?/,
    );
    expect(stderrOf('tdx', '--at', '2027-06-31', ...BUILT_IN)).toContain('Expected a date such as');
    expect(stderrOf('tdx', '-o', 'yaml', ...BUILT_IN)).toContain('Allowed choices are annotation');
  });
});
