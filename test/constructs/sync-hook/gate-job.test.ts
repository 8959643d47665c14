import { describe, expect, it } from 'vitest';
import { GateJob, type GateJobProps, gateJobSpec } from '../../../constructs/sync-hook/gate-job.ts';
import { render } from '../support/render.ts';

const IMAGE = `registry.example.com/cli@sha256:${'0'.repeat(64)}`;
const LEAST: GateJobProps = {
  name: 'gate-pool-updated',
  gate: 'G2',
  account: 'coco-gitops-read',
  image: IMAGE,
};

/** How a Job ends that may fail. */
const FAILING = {
  backoffLimit: 30,
  podFailurePolicy: {
    rules: [
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      { action: 'FailJob', onExitCodes: { containerName: 'gate', operator: 'In', values: [1, 42] } },
    ],
  },
};

/** The Job with the parts that props change. */
function job(annotations: object, command: readonly string[], spec: object = FAILING) {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'gate-pool-updated', namespace: 'coco-gitops', ...annotations },
    spec: {
      ...spec,
      template: {
        metadata: {
          labels: { app: 'coco-gitops-gates' },
          annotations: { 'openshift.io/required-scc': 'restricted-v2' },
        },
        spec: {
          restartPolicy: spec === FAILING || 'activeDeadlineSeconds' in spec ? 'Never' : 'OnFailure',
          serviceAccountName: 'coco-gitops-read',
          automountServiceAccountToken: true,
          nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
          tolerations: [
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' },
          ],
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'gate',
              image: IMAGE,
              imagePullPolicy: 'IfNotPresent',
              command,
              env: [{ name: 'HOME', value: '/home/gate' }],
              resources: {
                requests: { cpu: '10m', memory: '64Mi' },
                limits: { memory: '512Mi' },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                readOnlyRootFilesystem: true,
              },
              terminationMessagePolicy: 'FallbackToLogsOnError',
              volumeMounts: [
                { name: 'program', mountPath: '/opt/coco-gitops', readOnly: true },
                { name: 'home', mountPath: '/home/gate' },
              ],
            },
          ],
          volumes: [
            { name: 'program', configMap: { name: 'coco-gitops-gates' } },
            { name: 'home', emptyDir: { sizeLimit: '16Mi' } },
          ],
        },
      },
    },
  };
}

function hook(type: string) {
  return {
    annotations: {
      'argocd.argoproj.io/hook': type,
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    },
  };
}

function jobOf(props: GateJobProps): unknown {
  return render((chart) => new GateJob(chart, 'gate', props))[0];
}

const COMMAND = ['python3', '-B', '/opt/coco-gitops/gate.py', 'G2'];

describe('the Job of a gate', () => {
  it('with the least props is no hook, and fails when patience is over', () => {
    expect(jobOf(LEAST)).toEqual(job({}, COMMAND));
    expect(jobOf({ ...LEAST, fails: 'patience' })).toEqual(jobOf(LEAST));
  });

  it('with all props is a hook of Argo CD, replaced by that of the next sync', () => {
    const props: Required<GateJobProps> = {
      ...LEAST,
      hook: 'Sync',
      fails: 'patience',
      deadlineSeconds: 7200,
    };
    const spec = { ...FAILING, activeDeadlineSeconds: 7200 };
    expect(jobOf(props)).toEqual(job(hook('Sync'), COMMAND, spec));
    expect(jobOf({ ...props, hook: 'PreDelete' })).toEqual(job(hook('PreDelete'), COMMAND, spec));
  });

  it('that never fails tells the program so, and has no way to fail: neither a count, nor a status, nor a deadline', () => {
    const spec = { backoffLimit: 2147483647 };
    expect(jobOf({ ...LEAST, fails: 'never' })).toEqual(job({}, [...COMMAND, '--never-fail'], spec));
  });

  it('has no time to live, which a sync would wait for', () => {
    const text = JSON.stringify(jobOf({ ...LEAST, hook: 'Sync' }));
    expect(text).toContain('backoffLimit');
    expect(text).not.toContain('ttlSecondsAfterFinished');
  });

  it('has a specification that changes with each of its settings, but not with its name and its hook', () => {
    const specs = [
      LEAST,
      { ...LEAST, gate: 'G3' },
      { ...LEAST, account: 'coco-gitops-reconcile' },
      { ...LEAST, image: IMAGE.replace('cli', 'other') },
      { ...LEAST, fails: 'never' as const },
    ].map((props) => JSON.stringify(gateJobSpec(props)));
    expect(new Set(specs).size).toBe(specs.length);
    const other: GateJobProps = { ...LEAST, name: 'other', hook: 'Sync' };
    expect(JSON.stringify(gateJobSpec(other))).toBe(specs[0]);
  });
});
