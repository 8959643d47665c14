import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { changesFor, withText } from '../../../cli/workload/changes.ts';
import { replacedFindings } from '../../../cli/workload/replaced.ts';
import { encodeInitdata, initdataToml } from '../../../constructs/initdata/initdata.ts';
import { readAgentPolicy } from '../../../initdata/agent-policy.ts';
import { REQUESTS } from '../../../initdata/agent-requests.ts';
import {
  INITDATA_ANNOTATION,
  OLDER_INITDATA_ANNOTATION,
  POLICY_ANNOTATION,
} from '../../../initdata/annotation.ts';
import { readInitdata } from '../../../initdata/read.ts';
import { allSettings, initdataWith } from '../../initdata/guest-settings/support.ts';
import { workspace } from '../support/program.ts';
import { IMAGE } from './support/findings.ts';
import { INITDATA, TOML, workload } from './support/workload.ts';

const NOT = { initdata: false, runtimeClass: false };
const ASKED = { initdata: true, runtimeClass: true };

/** A pod, and the template of one, without anything that the command writes. */
const spec = { automountServiceAccountToken: false, containers: [{ name: 'web', image: IMAGE }] };
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec };
const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec },
  },
};
const SHAPES = [
  { object: POD, template: [] as string[] },
  { object: DEPLOYMENT, template: ['spec', 'template'] },
];

/** What is said of an object in which a text stands at a path already. */
function said(shape: (typeof SHAPES)[number], path: readonly string[], text: string, replacing = NOT) {
  const object = withText(shape.object, path, text);
  const changes = changesFor(object, shape.template, { initdata: INITDATA, gpu: false }) ?? [];
  return replacedFindings(object, shape.template, changes, replacing);
}

/** A policy in which each request is false, but for those of a set. */
function policyOf(open: readonly string[]): string {
  return [
    'package agent_policy',
    ...REQUESTS.map((name) => `default ${name} := ${open.includes(name)}`),
    '',
  ].join('\n');
}

const withPolicy = (agentPolicy: string) =>
  encodeInitdata(initdataToml({ algorithm: 'sha384', kbsUrl: 'https://kbs.internal', agentPolicy }));

describe('each field that is written', () => {
  it('is told where it had another value, and is an error unless that was asked for', () => {
    for (const shape of SHAPES) {
      const changes = changesFor(shape.object, shape.template, { initdata: INITDATA, gpu: false }) ?? [];
      expect(changes.length).toBeGreaterThan(1);
      expect(replacedFindings(shape.object, shape.template, changes, NOT)).toEqual([]);
      for (const { path, value } of changes) {
        const stricter = path.at(-1) === INITDATA_ANNOTATION ? withPolicy(policyOf([])) : 'stricter';
        const at = path.map((step) => `/${step}`).join('');
        expect(said(shape, path, stricter)).toMatchObject([
          { severity: 'error', path: at, rule: 'workload/replaced' },
        ]);
        expect(said(shape, path, stricter, ASKED)).toMatchObject([{ severity: 'warning', path: at }]);
        expect(said(shape, path, value)).toEqual([]);
        expect(said(shape, path, '')).toEqual([]);
      }
    }
  });

  it('is told for a field that is not known here too', () => {
    const change = { path: ['spec', 'hostname'], value: 'a' };
    const object = withText(POD, change.path, 'b');
    expect(replacedFindings(object, [], [change], ASKED)).toMatchObject([
      { severity: 'error', path: '/spec/hostname' },
    ]);
  });
});

describe('initdata that is replaced', () => {
  const [shape] = SHAPES as [(typeof SHAPES)[number]];
  const path = ['metadata', 'annotations', INITDATA_ANNOTATION];
  const opened = (message: string) => /(?:place|;) opens ([^;]*?)(?:;|\.$)/.exec(message)?.[1] ?? '';

  it('names every request that opens, and none that does not', () => {
    const now = readAgentPolicy(readInitdata(TOML).policy ?? '');
    // Each request is true or false before.
    const opens = (name: string) => now.verdict(name) !== 'deny';
    expect(REQUESTS.filter(opens).length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.subarray([...REQUESTS]), (open) => {
        const [finding] = said(shape, path, withPolicy(policyOf(open)));
        const names = opened(finding?.message ?? '').match(/\w+(?= \()/g) ?? [];
        expect(names).toEqual(REQUESTS.filter((name) => opens(name) && !open.includes(name)));
      }),
      { numRuns: 40 },
    );
  });

  it('names requests that depend on what they ask for, before and now', () => {
    const one =
      'package agent_policy\nimport future.keywords.if\nCreateContainerRequest if { input.x == 1 }\n';
    const two =
      'package agent_policy\nimport future.keywords.if\nCreateContainerRequest if { input.x == 2 }\n';
    const changes = [{ path, value: withPolicy(two) }];
    const object = withText(POD, path, withPolicy(one));
    expect(replacedFindings(object, [], changes, NOT)).toMatchObject([
      {
        message: expect.stringContaining(
          'may open CreateContainerRequest, under other conditions than before',
        ),
      },
    ]);
  });

  it('names every file and every setting that goes', () => {
    const all = initdataWith(allSettings());
    const [finding] = said(shape, path, encodeInitdata(all));
    for (const gone of [
      'image_security_policy_uri (kbs:///default/key/one)',
      'registry_configuration_uri',
      'max_concurrent',
    ]) {
      expect(finding?.message).toContain(`takes away cdh.toml [image] ${gone}`);
    }
    expect(finding?.message).toContain(
      'changes aa.toml [token_configs.kbs] tee_key_algorithm'.replace('changes', 'takes away'),
    );
    const [bare] = said(shape, path, encodeInitdata(initdataWith({}, { 'x.txt': 'x' })));
    expect(bare?.message).toContain('adds aa.toml; adds cdh.toml');
    expect(bare?.message).toContain('changes 1 file not known here');
  });

  it('is told when only a comment or the digest differs, and not when it is the same, packed otherwise', () => {
    expect(said(shape, path, encodeInitdata(`${TOML}# x\n`))).toMatchObject([{ severity: 'error' }]);
    const packed = Buffer.from(INITDATA, 'base64');
    packed[9] = 3;
    expect(packed.toString('base64')).not.toBe(INITDATA);
    expect(said(shape, path, packed.toString('base64'))).toEqual([]);
  });

  it('is information where no guest could read it', () => {
    expect(said(shape, path, '<initdata_string>')).toMatchObject([{ severity: 'info' }]);
  });

  it('is told under its older name, as a policy alone, and from an admission policy', () => {
    const closed = policyOf([]);
    const at = (name: string) => ['metadata', 'annotations', name];
    for (const [name, value] of [
      [OLDER_INITDATA_ANNOTATION, withPolicy(closed)],
      [POLICY_ANNOTATION, Buffer.from(closed).toString('base64')],
      ['coco.io/initdata-configmap', 'mine'],
    ] as const) {
      const [finding] = said(shape, at(name), value);
      expect(finding).toMatchObject({ severity: 'error', rule: 'workload/replaced' });
      if (name !== 'coco.io/initdata-configmap')
        expect(opened(finding?.message ?? '')).toContain('CreateContainerRequest');
      expect(said(shape, at(name), value, ASKED)).toMatchObject([{ severity: 'warning' }]);
    }
  });
});

describe('the runtime class', () => {
  const [shape] = SHAPES as [(typeof SHAPES)[number]];
  const path = ['spec', 'runtimeClassName'];

  it.each(['kata-remote', 'gvisor', 'my-cc'])('%s is replaced only when that is asked for', (name) => {
    expect(said(shape, path, name)).toMatchObject([
      { severity: 'error', message: expect.stringContaining(name) },
    ]);
  });

  it('kata becomes confidential, and that for GPUs stays', () => {
    expect(said(shape, path, 'kata')).toMatchObject([{ severity: 'info' }]);
    expect(said(shape, path, 'kata-cc-nvidia-gpu')).toEqual([]);
    const object = withText(POD, path, 'kata-cc-nvidia-gpu');
    const changes = changesFor(object, [], { initdata: INITDATA, gpu: false });
    expect(changes?.find(({ path: at }) => at.at(-1) === 'runtimeClassName')?.value).toBe(
      'kata-cc-nvidia-gpu',
    );
  });
});

describe('workload', () => {
  it('writes nothing without the flag, and with it tells the same as a warning', () => {
    const before = withText(
      withText(POD, ['metadata', 'annotations', INITDATA_ANNOTATION], withPolicy(policyOf([]))),
      ['spec', 'runtimeClassName'],
      'gvisor',
    );
    const folder = workspace({ 'a.yaml': stringify(before) });
    const refused = workload(folder, 'a.yaml');
    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(
      /error {2}The pod has other initdata already.*CreateContainerRequest \(deny before, \w+ now\)/,
    );
    expect(refused.stderr).toMatch(/error {2}The pod has the runtime class gvisor already/);
    const done = workload(folder, 'a.yaml', '--replace-initdata', '--replace-runtime-class');
    expect(done.status).toBe(0);
    expect(done.stderr).toMatch(/warning {2}The pod has other initdata already.*CreateContainerRequest/);
    expect(done.stdout).toContain(INITDATA);
  });
});
