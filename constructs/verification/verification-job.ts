import { createHash } from 'node:crypto';
import { type Container, type JobSpec, KubeJob, Quantity } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import { MEANS_PREFIX, VERIFIES_LABEL } from '../../rollout/gates/verification-job.ts';
import { requiredScc } from '../required-scc.ts';
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from '../workload/restricted.ts';
import { runtimeClassFor } from '../workload/runtime-class.ts';
import { VERIFICATION_NAMESPACE } from './names.ts';

export interface VerificationJobProps {
  /** What it verifies, a word for its name and its label. */
  readonly verifies: string;
  /** Image by digest, which the guest pulls itself. */
  readonly image: string;
  /** Value of the initdata annotation: gzip, base64. */
  readonly initdata: string;
  readonly command: string[];
  /** @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Exit statuses after which another pod would only say the same. */
  readonly finalExitCodes: readonly number[];
  /** What exit statuses, and the reasons of a failed Job, mean and ask for. */
  readonly means: Readonly<Record<string, string>>;
  /**
   * Takes one confidential NVIDIA GPU.
   * @default false
   */
  readonly gpu?: boolean;
}

/** Seconds for all pods together: a large image may have to be pulled into the guest. */
const DEADLINE = 3600;

/**
 * A Job whose pod is confidential, and whose status is the verdict: Complete, or Failed with the exit status in the
 * message of its condition. It is never removed by time.
 *
 * No Job can be changed, and one that has ended does not run again. So its name ends with a digest of all of it: another
 * initdata or image is another Job, for Argo CD as for Flux, and the same one is left alone by every further sync.
 * `Replace=true,Force=true` would run it anew in each sync of Argo CD, and so would a hook with `BeforeHookCreation`.
 * Flux prunes the one before; Argo CD, which prunes nothing by itself here, leaves it.
 */
export class VerificationJob extends Construct {
  constructor(scope: Construct, id: string, props: VerificationJobProps) {
    super(scope, id);
    const metadata = {
      namespace: VERIFICATION_NAMESPACE,
      labels: { [VERIFIES_LABEL]: props.verifies },
      annotations: Object.fromEntries(
        Object.entries(props.means).map(([key, text]) => [MEANS_PREFIX + key, text]),
      ),
    };
    const spec = jobSpec(props);
    const digest = createHash('sha256').update(JSON.stringify({ metadata, spec })).digest('hex');
    const name = `verify-${props.verifies}-${digest.slice(0, 10)}`;
    new KubeJob(this, 'job', { metadata: { name, ...metadata }, spec });
  }
}

function jobSpec(props: VerificationJobProps): JobSpec {
  const { verifies, initdata, finalExitCodes, gpu = false } = props;
  return {
    backoffLimit: 3,
    activeDeadlineSeconds: DEADLINE,
    podFailurePolicy: {
      rules: [
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        ...(finalExitCodes.length === 0
          ? []
          : [
              {
                action: 'FailJob',
                onExitCodes: { containerName: 'verify', operator: 'In', values: [...finalExitCodes] },
              },
            ]),
      ],
    },
    template: {
      metadata: {
        labels: { [VERIFIES_LABEL]: verifies },
        annotations: {
          ...requiredScc('restricted-v2'),
          [INITDATA_ANNOTATION]: initdata,
          ...(gpu ? { 'io.katacontainers.config.hypervisor.default_memory': '32768' } : {}),
        },
      },
      spec: {
        runtimeClassName: runtimeClassFor({ gpu }),
        automountServiceAccountToken: false,
        // Needed by podFailurePolicy.
        restartPolicy: 'Never',
        securityContext: RESTRICTED_POD,
        containers: [containerOf(props)],
      },
    },
  };
}

function containerOf({ image, command, env = {}, gpu = false }: VerificationJobProps): Container {
  return {
    name: 'verify',
    image,
    command,
    env:
      Object.keys(env).length === 0
        ? undefined
        : Object.entries(env).map(([name, value]) => ({ name, value: escaped(value) })),
    resources: gpu ? { limits: { 'nvidia.com/pgpu': Quantity.fromNumber(1) } } : undefined,
    securityContext: RESTRICTED_CONTAINER,
  };
}

/** The kubelet puts variables for `$(NAME)` in values (kubernetes, third_party/forked/golang/expansion). */
function escaped(value: string): string {
  return value.replaceAll('$', '$$$$');
}
