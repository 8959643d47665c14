import { KubePod, Quantity } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { INITDATA_ANNOTATION } from '../initdata/initdata.ts';
import { requiredScc } from '../required-scc.ts';

export interface ConfidentialPodProps {
  readonly name: string;
  /** A namespace of its own; never one of an operator (document section 3.9). */
  readonly namespace: string;
  /** Image by digest. The guest pulls it itself: mirrors and pull secrets of the node do not apply. */
  readonly image: string;
  /** Value of the initdata annotation: gzip, base64. */
  readonly initdata: string;
  /**
   * @default - the command of the image
   */
  readonly command?: string[];
  /**
   * @default - none
   */
  readonly args?: string[];
  /**
   * Confidential NVIDIA GPUs that are passed through.
   * @default 0
   */
  readonly gpus?: number;
  /**
   * Memory of the VM, in MiB.
   * @default - that of the runtime class
   */
  readonly memoryMiB?: number;
}

/**
 * A pod in a confidential VM (document section 3.7; with GPUs, section 3.10).
 *
 * Its name goes to its only container too. It conforms to the `restricted` pod security standard, gets no service
 * account token, and, unlike the document's GPU sample, restarts when its command fails.
 */
export class ConfidentialPod extends Construct {
  constructor(scope: Construct, id: string, props: ConfidentialPodProps) {
    super(scope, id);
    const gpus = props.gpus ?? 0;
    new KubePod(this, 'pod', {
      metadata: {
        name: props.name,
        namespace: props.namespace,
        labels: { app: props.name },
        annotations: {
          // Whoever creates a pod lends it their constraints. An administrator's `anyuid` would leave the user of the
          // image, mostly root, which `runAsNonRoot` then refuses; this one gives a user of the namespace's range.
          ...requiredScc('restricted-v2'),
          [INITDATA_ANNOTATION]: props.initdata,
          ...(props.memoryMiB === undefined
            ? {}
            : { 'io.katacontainers.config.hypervisor.default_memory': String(props.memoryMiB) }),
        },
      },
      spec: {
        runtimeClassName: gpus > 0 ? 'kata-cc-nvidia-gpu' : 'kata-cc',
        automountServiceAccountToken: false,
        restartPolicy: 'Always',
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: props.name,
            image: props.image,
            command: props.command,
            args: props.args,
            resources: gpus > 0 ? { limits: { 'nvidia.com/pgpu': Quantity.fromNumber(gpus) } } : undefined,
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              privileged: false,
            },
          },
        ],
      },
    });
  }
}
