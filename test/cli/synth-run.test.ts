import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { synth } from '../../cli/synth/run.ts';
import { KataConfig } from '../../imports/kata-config-kataconfiguration.openshift.io.ts';
import { CLOSED_REQUESTS } from '../../initdata/agent-requests.ts';
import { profileText } from '../profiles/profile-text.ts';
import { contentsOf, stampsOf } from '../render/output/support/contents.ts';
import { tempFolder } from '../render/output/support/temp-folder.ts';
import { NEEDED_BY_PODS } from '../support/agent-policy.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A folder with one profile, and the folder that it is rendered to. */
function setup(text = profileText()): { readonly profiles: string; readonly output: string } {
  const folder = tempFolder();
  const profiles = join(folder, 'profiles');
  mkdirSync(profiles);
  writeFileSync(join(profiles, 'a.yaml'), text);
  return { profiles, output: join(folder, 'dist') };
}

/** Runs synth; what it prints is kept instead of shown. */
function run(options: Parameters<typeof synth>[1]) {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += text;
      return true;
    });
  }
  const status = synth([], options, wholeCatalog);
  vi.mocked(process.stdout.write).mockRestore();
  vi.mocked(process.stderr.write).mockRestore();
  return { status, ...printed };
}

/** From now on the construct of KataConfig writes a field that the API does not have. */
function breakKataConfig(): void {
  const whole = KataConfig.prototype.toJson;
  vi.spyOn(KataConfig.prototype, 'toJson').mockImplementation(function (this: KataConfig) {
    const object = whole.call(this) as { spec: object };
    return { ...object, spec: { ...object.spec, enablePeerPod: false } };
  });
}

const REFUSAL =
  /^a: KataConfig example-kataconfig: \/spec\/enablePeerPod: .* \[api\/unknown-field\][\s\S]*Nothing was written\./;

describe('synth', () => {
  it('writes what the profiles render to, and finds no drift after that', () => {
    const folders = setup();
    expect(run(folders)).toMatchObject({ status: 0, stderr: '' });
    expect(Object.keys(contentsOf(folders.output))).toContain(
      'a/40-kata-config/kataconfig.example-kataconfig.yaml',
    );
    expect(run({ ...folders, check: true })).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('writes nothing when a construct is broken', () => {
    const folders = setup();
    breakKataConfig();
    const { status, stdout, stderr } = run(folders);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(REFUSAL);
    expect(existsSync(folders.output)).toBe(false);
  });

  it('leaves what was written before as it was when a construct is broken', () => {
    const folders = setup();
    run(folders);
    const before = stampsOf(folders.output);
    breakKataConfig();
    expect(run(folders).status).toBe(1);
    expect(stampsOf(folders.output)).toEqual(before);
  });

  it.each([{ stdout: true }, { check: true }] as const)(
    'prints no object either when one is wrong: %j',
    (option) => {
      const folders = setup();
      breakKataConfig();
      const { status, stdout, stderr } = run({ ...folders, ...option });
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(REFUSAL);
    },
  );

  it('writes nothing when a value of the profile makes an object that no server takes', () => {
    // Noise, so that gzip cannot make it small: annotations may hold 256 KiB together.
    const noise = Array.from({ length: 600 }, () => `# ${randomBytes(400).toString('base64')}`);
    const agentPolicy = [
      'package agent_policy',
      ...CLOSED_REQUESTS.map((name) => `default ${name} := false`),
      ...NEEDED_BY_PODS,
      ...noise,
    ];
    const folders = setup(
      profileText({
        initdata: JSON.stringify({ agentPolicy: `${agentPolicy.join('\n')}\n` }),
        workloads: JSON.stringify([
          { name: 'app', image: `registry.example.com/app@sha256:${'0'.repeat(64)}` },
        ]),
      }),
    );
    const { status, stderr } = run(folders);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^a: Pod confidential-workloads app: \/metadata\/annotations: /);
    expect(existsSync(folders.output)).toBe(false);
  });
});
