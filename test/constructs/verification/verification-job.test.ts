import { describe, expect, it } from 'vitest';
import {
  AttestationCheck,
  type AttestationCheckProps,
  RefusalCheck,
} from '../../../constructs/verification/attestation-check.ts';
import { GpuCheck } from '../../../constructs/verification/gpu-check.ts';
import { render } from '../support/render.ts';

const IMAGE = `registry.example.com/image@sha256:${'0'.repeat(64)}`;
const PROPS: AttestationCheckProps = {
  image: IMAGE,
  initdata: 'H4sIAAAA',
  resource: 'default/attestation-status/status',
  expect: 'success',
  kbsUrl: 'https://kbs.example.com',
};

/** What every Job that verifies something has. */
function job(
  verifies: string,
  runtimeClassName: string,
  rules: object[],
  container: object,
  annotations = {},
) {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: expect.stringMatching(new RegExp(`^verify-${verifies}-[0-9a-f]{10}$`)),
      namespace: 'coco-verification',
      labels: { 'coco-gitops/verifies': verifies },
      annotations: expect.any(Object),
    },
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: 3600,
      podFailurePolicy: {
        rules: [
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          ...rules,
        ],
      },
      template: {
        metadata: {
          labels: { 'coco-gitops/verifies': verifies },
          annotations: {
            'openshift.io/required-scc': 'restricted-v2',
            'io.katacontainers.config.hypervisor.cc_init_data': 'H4sIAAAA',
            ...annotations,
          },
        },
        spec: {
          runtimeClassName,
          automountServiceAccountToken: false,
          restartPolicy: 'Never',
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'verify',
              image: IMAGE,
              ...container,
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                privileged: false,
              },
            },
          ],
        },
      },
    },
  };
}

const ends = (...values: number[]) => ({
  action: 'FailJob',
  onExitCodes: { containerName: 'verify', operator: 'In', values },
});
const asking = {
  command: ['/bin/bash', '-c', expect.stringContaining('curl')],
  env: [
    { name: 'RESOURCE_URL', value: 'http://127.0.0.1:8006/cdh/resource/default/attestation-status/status' },
    { name: 'EXPECTED', value: 'success' },
    { name: 'KBS_URL', value: 'https://kbs.example.com' },
    { name: 'PAUSE', value: '15' },
    { name: 'WITHIN', value: '70' },
    { name: 'PATIENCE', value: '300' },
  ],
};

describe('a Job that verifies', () => {
  it('attestation ends for good when the resource is another, or is refused', () => {
    expect(render((chart) => new AttestationCheck(chart, 'check', PROPS))).toEqual([
      job('attestation', 'kata-cc', [ends(10, 11)], asking),
    ]);
  });

  it('a refusal ends for good when the resource is released', () => {
    expect(render((chart) => new RefusalCheck(chart, 'check', PROPS))).toEqual([
      job('refusal', 'kata-cc', [ends(20)], asking),
    ]);
  });

  it('a GPU runs the sample and nothing after it, which would hide how it ends', () => {
    const { image, initdata } = PROPS;
    expect(render((chart) => new GpuCheck(chart, 'check', { image, initdata }))).toEqual([
      job(
        'gpu',
        'kata-cc-nvidia-gpu',
        [],
        {
          command: ['/opt/cuda-samples/Samples/0_Introduction/vectorAdd/build/vectorAdd'],
          resources: { limits: { 'nvidia.com/pgpu': 1 } },
        },
        { 'io.katacontainers.config.hypervisor.default_memory': '32768' },
      ),
    ]);
  });

  it('says in annotations what its ends mean: each final exit status, and each reason of a failed Job', () => {
    const { image, initdata } = PROPS;
    const jobs = [
      ...render((chart) => new AttestationCheck(chart, 'check', PROPS)),
      ...render((chart) => new RefusalCheck(chart, 'check', PROPS)),
      ...render((chart) => new GpuCheck(chart, 'check', { image, initdata })),
    ];
    const reasons = ['BackoffLimitExceeded', 'DeadlineExceeded'];
    const said = (jobs as { metadata: { annotations: Record<string, string> } }[]).map(({ metadata }) =>
      Object.keys(metadata.annotations),
    );
    expect(said).toEqual(
      [['10', '11', ...reasons], ['20', ...reasons], reasons].map((keys) =>
        keys.map((key) => `means.coco-gitops/${key}`),
      ),
    );
  });

  it('is never removed by time, since its status is the verdict', () => {
    const [made] = render((chart) => new AttestationCheck(chart, 'check', PROPS));
    expect(JSON.stringify(made)).not.toContain('ttlSecondsAfterFinished');
  });
});
