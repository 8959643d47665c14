import { describe, expect, it } from 'vitest';
import { ConfidentialPod, type ConfidentialPodProps } from '../../../constructs/workload/confidential-pod.ts';
import { render } from '../support/render.ts';

const IMAGE =
  'quay.io/openshift_sandboxed_containers/gpu-verifier@sha256:dcc55b6c51a85cda62322f7f07f5aa8d42632481254d8bf47e2e24705b245797';

interface Variable {
  readonly runtimeClassName: string;
  readonly annotations?: object;
  readonly container?: object;
}

function pod({ runtimeClassName, annotations, container }: Variable) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'sample-gpu-pod',
      namespace: 'confidential-workloads',
      labels: { app: 'sample-gpu-pod' },
      annotations: {
        'openshift.io/required-scc': 'restricted-v2',
        'io.katacontainers.config.hypervisor.cc_init_data': 'H4sIAAAA',
        ...annotations,
      },
    },
    spec: {
      runtimeClassName,
      automountServiceAccountToken: false,
      restartPolicy: 'Always',
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'sample-gpu-pod',
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
  };
}

const LEAST: ConfidentialPodProps = {
  name: 'sample-gpu-pod',
  namespace: 'confidential-workloads',
  image: IMAGE,
  initdata: 'H4sIAAAA',
};

function confidentialPod(props: ConfidentialPodProps) {
  return render((chart) => new ConfidentialPod(chart, 'pod', props));
}

describe('a confidential pod', () => {
  it('with the least props runs the command of its image in a confidential VM', () => {
    expect(confidentialPod(LEAST)).toEqual([pod({ runtimeClassName: 'kata-cc' })]);
  });

  it('with all props has GPUs of its own, memory for them, and a command', () => {
    const props: Omit<Required<ConfidentialPodProps>, 'encryptedVolume'> = {
      ...LEAST,
      command: ['/bin/bash'],
      args: ['-c', 'vectorAdd && sleep 36000'],
      env: { MODE: 'production' },
      ports: [8080],
      resources: { requests: { cpu: '500m' }, limits: { memory: '2Gi' } },
      gpus: 2,
      memoryMiB: 32768,
    };
    expect(confidentialPod(props)).toEqual([
      pod({
        runtimeClassName: 'kata-cc-nvidia-gpu',
        annotations: { 'io.katacontainers.config.hypervisor.default_memory': '32768' },
        container: {
          command: ['/bin/bash'],
          args: ['-c', 'vectorAdd && sleep 36000'],
          env: [{ name: 'MODE', value: 'production' }],
          ports: [{ containerPort: 8080 }],
          resources: { requests: { cpu: '500m' }, limits: { memory: '2Gi', 'nvidia.com/pgpu': 2 } },
        },
      }),
    ]);
  });

  it('without GPUs asks for none', () => {
    expect(confidentialPod({ ...LEAST, gpus: 0 })).toEqual([pod({ runtimeClassName: 'kata-cc' })]);
  });
});
