import { describe, expect, it } from 'vitest';
import { rebootCauses } from '../../rollout/reboots.ts';
import { runbook as renderRunbook } from '../../rollout/runbook/runbook.ts';
import type {
  RunbookAttestation,
  RunbookCluster,
  RunbookGate,
  RunbookStep,
} from '../../rollout/runbook/runbook-props.ts';
import { rolloutSteps } from '../../rollout/steps.ts';
import { SHAPES } from '../support/shapes.ts';

const CLUSTER: RunbookCluster = {
  name: 'rack-7',
  tee: 'tdx',
  gpu: 'none',
  topology: 'multi-node',
  openshift: '4.21.9',
  nodes: { expected: 3 },
  operators: { sandboxedContainers: { approval: 'Automatic' } },
  sandboxedContainers: { kataConfig: { logLevel: 'info' } },
  gitops: {
    path: 'dist/rack-7',
    repository: 'https://git.example.com/a.git',
    revision: 'main',
    engines: ['argocd', 'flux'],
    argocd: { namespace: 'openshift-gitops' },
    flux: { namespace: 'flux-system' },
  },
};

const OBJECT = { kind: 'ConfigMap', metadata: { name: 'a' } };
const ATTESTATION: RunbookAttestation = {
  namespace: 'intel-dcap',
  secrets: [
    { name: 'pccs-secrets', keys: ['PCCS_API_KEY', 'PCCS_USER_TOKEN_HASH'] },
    { name: 'qgs-secrets', keys: ['USER_TOKEN'] },
  ],
  source: 'existing',
  certificate: 'secret',
  verified: false,
  database: { type: 'node', node: 'cp-0' },
  restorePod: 'kind: Pod\n',
};

const GATES: readonly RunbookGate[] = [
  {
    code: 'G2',
    title: 'The pool is updated',
    conditions: [{ demand: 'It is a | b', patience: 3600, check: 'oc get mcp', remedy: 'look' }],
  },
];

function runbook(
  cluster: RunbookCluster,
  steps: readonly RunbookStep[],
  attestation?: RunbookAttestation,
): string {
  return renderRunbook({ cluster, steps, attestation, gates: GATES });
}

/** The steps of a cluster, with one object in each stage; gates have some only when they are held. */
function stepsOf(cluster: RunbookCluster, held = false): RunbookStep[] {
  return rolloutSteps(cluster).map((step) => ({
    step,
    objects: step.kind === 'stage' || held ? [OBJECT] : [],
  }));
}

/** The text below a heading, up to the next one. */
function section(text: string, heading: string): string {
  const [, rest] = text.split(`## ${heading}\n`);
  if (rest === undefined) throw new Error(`no section ${heading} in:\n${text}`);
  return rest.split('\n## ')[0] ?? '';
}

describe('the runbook', () => {
  const text = runbook(CLUSTER, stepsOf(CLUSTER), ATTESTATION);

  it('begins with what the cluster is', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      '# Confidential containers on rack-7',
      '',
      'OpenShift 4.21.9, multi-node, Intel TDX; 3 confidential nodes in pool `kata-oc`.',
    ]);
    const sno: RunbookCluster = {
      ...CLUSTER,
      tee: 'snp',
      gpu: 'nvidia',
      topology: 'single-node',
      nodes: { expected: 1 },
    };
    expect(runbook(sno, stepsOf(sno))).toContain(
      'OpenShift 4.21.9, single-node, AMD SEV-SNP with NVIDIA confidential GPUs; 1 confidential node in pool `master`.',
    );
  });

  it.each(SHAPES)('has a row for each step of $tee, gpu $gpu, $topology', (shape) => {
    const cluster = { ...CLUSTER, ...shape };
    const steps = stepsOf(cluster);
    const rows = section(runbook(cluster, steps), 'Order')
      .split('\n')
      .filter((line) => line.startsWith('| '));
    expect(rows.slice(1)).toEqual(
      steps.map(({ step }) => {
        const what = step.kind === 'gate' ? `waits (${step.code})` : '1 object';
        return `| ${step.wave} | \`${step.folder}\` | ${step.title} | ${what} |`;
      }),
    );
  });

  it('counts the objects of a stage', () => {
    const steps = stepsOf(CLUSTER).map((one) => ({ ...one, objects: [...one.objects, ...one.objects] }));
    expect(runbook(CLUSTER, steps)).toContain(
      '| -50 | `00-namespaces` | Namespaces and access rights | 2 objects |',
    );
  });

  it('says nothing of a stage without objects, which has no folder', () => {
    const steps = stepsOf(CLUSTER).map(({ step, objects }) => ({
      step,
      objects: step.folder === '80-workloads' ? [] : objects,
    }));
    expect(runbook(CLUSTER, steps)).not.toContain('80-workloads');
  });

  it.each(SHAPES)('has a row for each cause of a reboot of $tee, gpu $gpu, $topology', (shape) => {
    const cluster: RunbookCluster = { ...CLUSTER, ...shape };
    const reboots = section(runbook(cluster, stepsOf(cluster)), 'Reboots');
    const rows = rebootCauses(cluster).map(({ when, nodes, times }) => `| ${when} | ${nodes} | ${times} |`);
    expect(reboots).toContain(rows.join('\n'));
    expect(reboots.match(/^\| .* \|$/gm)).toHaveLength(rows.length + 1);
  });

  it('says nothing of attestation services and their Secrets where there are none', () => {
    const without = runbook(CLUSTER, stepsOf(CLUSTER));
    expect(section(without, 'Begin')).not.toMatch(/These Secrets|intel-dcap|oc create secret/);
    expect(without).not.toContain('## PCCS database');
  });

  it('says when the checks of Argo CD are needed, and not only good to have', () => {
    const operators = { sandboxedContainers: { approval: 'Manual' } } as const;
    expect(runbook({ ...CLUSTER, operators }, stepsOf(CLUSTER))).toContain('Here they are needed');
    expect(text).not.toContain('Here they are needed');
  });

  it('tells where to push, and what an administrator applies once', () => {
    const begin = section(text, 'Begin');
    expect(begin).toContain('`dist/rack-7` of https://git.example.com/a.git (main)');
    expect(begin).toContain('```sh\noc apply -k dist/rack-7/argocd\n```');
  });

  it('says what each engine needs to read a private repository', () => {
    expect(section(text, 'Begin')).toContain('argocd.argoproj.io/secret-type: repository');
    expect(section(text, 'Begin')).toContain('`gitops.flux.secret`');
    const flux = { namespace: 'flux-system', secret: 'git-read' };
    const named = runbook({ ...CLUSTER, gitops: { ...CLUSTER.gitops, flux } }, stepsOf(CLUSTER));
    expect(named).toContain('Secret `git-read` in `flux-system` has to be there');
    expect(named).not.toContain('has to be public');
  });

  it('says how to see by hand a gate that has given up, for which oc wait does not end', () => {
    expect(section(text, 'Begin')).toContain('`oc wait` does not notice a gate that has given up');
  });

  it('has every step applied by hand in order, with a wait for every gate', () => {
    const commands = (section(text, 'Begin').split('```sh\n').at(-1) ?? '').split('\n```')[0]?.split('\n');
    expect(commands).toEqual(
      rolloutSteps(CLUSTER).flatMap((step) => [
        `oc apply -k dist/rack-7/${step.folder}`,
        ...(step.kind === 'gate'
          ? [`oc wait -n coco-gitops job/${step.folder.slice(3)} --for condition=complete --timeout 24h`]
          : []),
      ]),
    );
  });

  it('speaks of the engines that the cluster has, and of no other', () => {
    const only = (engine: 'argocd' | 'flux') => {
      const cluster: RunbookCluster = { ...CLUSTER, gitops: { ...CLUSTER.gitops, engines: [engine] } };
      return runbook(cluster, stepsOf(cluster));
    };
    expect(only('flux')).not.toContain('Argo CD');
    expect(only('flux')).toContain('kubectl apply -k dist/rack-7/flux');
    expect(only('argocd')).not.toContain('Flux');
  });

  it('says of each gate what it waits for, how to see it, how long it waits and what helps', () => {
    expect(section(text, 'Gates')).toContain(
      '### G2: The pool is updated\n\nDeadline with Argo CD: 3 h.\n\n| condition | to see it | patience | what helps |\n|---|---|---|---|\n' +
        '| It is a \\| b | `oc get mcp` | 60 min | look |\n',
    );
  });

  it.each(SHAPES)('draws each step and an arrow to the next: $tee, gpu $gpu, $topology', (shape) => {
    const cluster = { ...CLUSTER, ...shape };
    const steps = stepsOf(cluster);
    const drawing = runbook(cluster, steps).split('```mermaid\n')[1]?.split('\n```')[0] ?? '';
    expect(drawing.match(/-->/g)).toHaveLength(steps.length - 1);
    for (const { step } of steps) expect(drawing).toContain(step.title);
  });

  it('says how a later commit comes in, what to apply again for it, and how a person hurries it, by engine and version', () => {
    const later = (gitops: Partial<RunbookCluster['gitops']>) =>
      section(runbook({ ...CLUSTER, gitops: { ...CLUSTER.gitops, ...gitops } }, stepsOf(CLUSTER)), 'Update');
    const both = later({});
    expect(both).toContain('`oc apply -k dist/rack-7/argocd`');
    expect(both).toContain('resource GROUP:KIND is not permitted in project coco-rack-7');
    expect(both).toContain('`argocd app terminate-op coco-rack-7`');
    expect(both).toContain('a commit comes in after 270 minutes at the latest');
    expect(both).toContain('the next attempt takes the newest commit');
    const old = later({ argocd: { namespace: 'openshift-gitops', version: '3.1' } });
    expect(old).toContain('Argo CD 3.1 tries again without end, but always the commit that it began with');
    expect(old).not.toContain('the next attempt takes the newest commit');
    expect(later({ engines: ['argocd'] })).not.toContain('kustomize');
    expect(later({ engines: ['flux'] })).not.toContain('argocd app');
  });

  it('says how to remove the account and the gates of the versions before', () => {
    const text = section(runbook(CLUSTER, stepsOf(CLUSTER)), 'Update');
    expect(text).toContain('oc delete clusterrole,clusterrolebinding coco-gitops-gates');
    expect(text).toContain('--ignore-not-found coco-rack-7-15-gate-operators-ready coco-rack-7-25-gate');
  });

  it.each(SHAPES)('takes stages away in the reverse order: $tee, gpu $gpu, $topology', (shape) => {
    const cluster = { ...CLUSTER, ...shape };
    const stages = rolloutSteps(cluster).filter(({ kind }) => kind === 'stage');
    const folders = stages.map(({ folder }) => `\`${folder}\``).reverse();
    const removal = section(runbook(cluster, stepsOf(cluster)), 'Take away');
    expect(removal).toContain(`each gone before the next: ${folders.join(', ')}.`);
  });

  it('warns of what cannot be taken away in another order', () => {
    const removal = section(text, 'Take away');
    expect(removal).toContain('First delete every pod with a `kata` runtime class');
    expect(removal).toContain('The feature gates go before KataConfig');
    expect(removal).toContain('KataConfig goes before node feature discovery and before its operator');
    expect(removal).toContain('ClusterServiceVersion: delete that too. Custom resource definitions stay');
    expect(removal).toContain('Prune=confirm,Delete=confirm');
  });

  describe('of a cluster that verifies attestation', () => {
    const verification = { attestation: { resource: 'a/b/c', expect: 'well' }, refusal: true };
    const jobs = [{ name: 'verify-attestation-0123456789', means: { '11': 'the guest gets nothing' } }];
    const of = (changes: Partial<RunbookCluster>) => {
      const cluster = { ...CLUSTER, verification, ...changes };
      const props = { cluster, steps: stepsOf(cluster), secrets: [], gates: GATES };
      return renderRunbook({ ...props, verification: { namespace: 'coco-verification', jobs } });
    };

    it('says what the KBS has to have, and what each end of a Job means', () => {
      const said = section(of({}), 'Verification');
      expect(said).toContain('has the resource `a/b/c` with the content `well`');
      expect(said).toContain('compare `input.init_data` with the digest of yours');
      expect(said).toContain('oc get jobs,pods -n coco-verification');
      expect(said).toContain('| `verify-attestation-0123456789` | 11 | the guest gets nothing |');
    });

    it('asks the KBS to refuse nothing where that is not verified', () => {
      const said = section(of({ verification: { ...verification, refusal: false } }), 'Verification');
      expect(said).not.toContain('init_data');
    });

    it('speaks of its engines alone', () => {
      const only = (engine: 'argocd' | 'flux') =>
        section(of({ gitops: { ...CLUSTER.gitops, engines: [engine] } }), 'Verification');
      expect(only('argocd')).toContain('until you prune or delete them');
      expect(only('argocd')).not.toContain('Flux');
      expect(only('flux')).not.toContain('Argo CD');
      expect(only('flux')).toContain('says in its log what helps');
    });

    it('takes its pods away with their stages, and says that KataConfig waits for them', () => {
      const removal = section(of({}), 'Take away');
      expect(removal).toContain('`80-workloads`, `78-refusal`, `76-verification`, `70-attestation`');
      expect(removal).toContain('those of the Jobs that verify attestation go with their stages');
      expect(section(text, 'Take away')).not.toContain('verify');
      expect(text).not.toContain('## Verification');
    });
  });
});
