import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { PccsRenewal, type PccsRenewalProps } from '../../../constructs/intel-dcap/pccs-renewal.ts';
import { render } from '../support/render.ts';

const PROPS: Required<PccsRenewalProps> = { image: `registry.example.com/cli@sha256:${'0'.repeat(64)}` };
const objects = render((chart) => new PccsRenewal(chart, 'renewal', PROPS));

interface Container {
  readonly command: readonly string[];
  readonly image: string;
}

function container(): Container {
  const cronJob = objects.find(({ kind }) => kind === 'CronJob') as unknown as {
    readonly spec: {
      readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: object } } };
    };
  };
  const { containers } = cronJob.spec.jobTemplate.spec.template.spec as {
    readonly containers: readonly Container[];
  };
  const [only] = containers;
  if (only === undefined) throw new Error('there is no container');
  return only;
}

describe('the renewal of PCCS', () => {
  const folder = mkdtempSync(`${tmpdir()}/renewal-`);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs the script with an `oc` that answers so, and says whether pods were deleted. */
  function run(issued: string, started: string, fails = false) {
    writeFileSync(
      `${folder}/oc`,
      `#!/bin/bash
case "$*" in
  *certificates.cert-manager.io*) ${fails ? 'exit 1' : `printf %s '${issued}'`} ;;
  'get pods'*) printf %s '${started}' ;;
  *) echo "$*" >> "${folder}/calls" ;;
esac
`,
    );
    chmodSync(`${folder}/oc`, 0o755);
    rmSync(`${folder}/calls`, { force: true });
    const [program = '', ...args] = container().command;
    const { status } = spawnSync(program, args, { env: { PATH: `${folder}:${process.env['PATH']}` } });
    const calls = existsSync(`${folder}/calls`) ? readFileSync(`${folder}/calls`, 'utf8').trim() : '';
    return { status, calls };
  }

  const REPLACED = { status: 0, calls: 'delete pods -n intel-dcap -l app=pccs' };
  const LEFT = { status: 0, calls: '' };

  it.each([
    ['a certificate that is newer than the pod', '2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z', REPLACED],
    [
      'a pod that started while the certificate came',
      '2026-03-01T00:00:00Z',
      '2026-03-01T00:30:00Z',
      REPLACED,
    ],
    ['a pod that has the certificate', '2026-03-01T00:00:00Z', '2026-03-01T02:00:00Z', LEFT],
    ['the first certificate', '2026-03-01T00:00:00Z', '2026-06-01T00:00:00Z', LEFT],
    ['no certificate yet', '', '2026-03-01T02:00:00Z', LEFT],
    ['no pod', '2026-03-01T00:00:00Z', '', LEFT],
    ['an old and a new pod', '2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z 2026-03-02T00:00:00Z', REPLACED],
  ])('looks at %s', (_, issued, started, expected) => {
    expect(run(issued, started)).toEqual(expected);
  });

  it('fails when the API does not answer, or with what is no time, and deletes nothing', () => {
    expect(run('', '2026-03-01T02:00:00Z', true)).toEqual({ status: 1, calls: '' });
    expect(run('soon', '2026-03-01T02:00:00Z')).toEqual({ status: 1, calls: '' });
  });

  it('has an account that may delete pods here, and read one certificate', () => {
    const rules = objects.find(({ kind }) => kind === 'Role')?.['rules'];
    expect(rules).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['list', 'delete'] },
      {
        apiGroups: ['cert-manager.io'],
        resources: ['certificates'],
        resourceNames: ['pccs-certificate'],
        verbs: ['get'],
      },
    ]);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual(
      ['ServiceAccount', 'Role', 'RoleBinding', 'CronJob'].map((kind) => `${kind} intel-dcap/pccs-renewal`),
    );
    expect(container().image).toBe(PROPS.image);
  });
});
