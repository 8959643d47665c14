import { createHash } from 'node:crypto';
import {
  KubeCronJob,
  KubeDeployment,
  KubeJob,
  KubePersistentVolumeClaim,
  KubeStatefulSet,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { ConfidentialPod, type ConfidentialPodProps } from './confidential-pod.ts';
import { DEVICE, encryptedVolumeClaim } from './encrypted-volume.ts';
import { confidentialPodTemplate } from './pod-template.ts';

/** What makes the pods. */
export type WorkloadKind = 'Pod' | 'Deployment' | 'StatefulSet' | 'Job' | 'CronJob';

export interface ConfidentialWorkloadProps extends ConfidentialPodProps {
  /**
   * @default Pod
   */
  readonly kind?: WorkloadKind;
  /**
   * Of a Deployment or StatefulSet.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * When a CronJob runs, in the form of cron; it needs one.
   * @default - none
   */
  readonly schedule?: string;
}

type Make = (
  scope: Construct,
  props: ConfidentialWorkloadProps,
  annotations: Annotations,
  claim?: string,
) => void;
type Annotations = Readonly<Record<string, string>>;

/**
 * Confidential pods, made by an object of some kind (document section 3.9, and Jobs), with the claim of their encrypted
 * volume (3.9.1), if they have one.
 */
export class ConfidentialWorkload extends Construct {
  constructor(scope: Construct, id: string, props: ConfidentialWorkloadProps) {
    super(scope, id);
    const { kind = 'Pod', name, namespace, encryptedVolume } = props;
    const annotations = encryptedVolume === undefined ? {} : PRIVILEGED;
    if (encryptedVolume === undefined || kind === 'StatefulSet') {
      MAKE[kind](this, props, annotations);
      return;
    }
    const claim = `${name}-encrypted`;
    new KubePersistentVolumeClaim(this, 'claim', {
      metadata: { name: claim, namespace },
      spec: encryptedVolumeClaim(encryptedVolume),
    });
    MAKE[kind](this, props, annotations, claim);
  }
}

const PRIVILEGED = {
  'policy.coco-gitops/privileged-container':
    'opens and mounts an encrypted device inside its VM (document section 3.9.1)',
};

const MAKE: Readonly<Record<WorkloadKind, Make>> = {
  Pod: (scope, props, annotations, claim) => {
    new ConfidentialPod(scope, 'pod', props, annotations, claim);
  },
  Deployment: (scope, props, annotations, claim) => {
    new KubeDeployment(scope, 'deployment', {
      metadata: metadataOf(props, annotations),
      spec: {
        replicas: props.replicas ?? 1,
        selector: { matchLabels: { app: props.name } },
        // Two pods would wait for one device, the new one for ever.
        strategy: claim === undefined ? undefined : { type: 'Recreate' },
        template: confidentialPodTemplate(props, 'Always', claim),
      },
    });
  },
  StatefulSet: (scope, props, annotations) => {
    const { name, replicas = 1, encryptedVolume } = props;
    new KubeStatefulSet(scope, 'stateful-set', {
      metadata: metadataOf(props, annotations),
      spec: {
        replicas,
        serviceName: name,
        selector: { matchLabels: { app: name } },
        template: confidentialPodTemplate(props, 'Always'),
        volumeClaimTemplates:
          encryptedVolume === undefined
            ? undefined
            : [{ metadata: { name: DEVICE }, spec: encryptedVolumeClaim(encryptedVolume) }],
      },
    });
  },
  Job: (scope, props, annotations, claim) => {
    const spec = { backoffLimit: 6, template: confidentialPodTemplate(props, 'Never', claim) };
    new KubeJob(scope, 'job', {
      metadata: {
        ...metadataOf(props, { ...annotations, ...NOT_MISSED }),
        name: `${props.name.slice(0, 54)}-${digestOf(spec)}`,
      },
      spec,
    });
  },
  CronJob: (scope, props, annotations, claim) => {
    const { schedule } = props;
    if (schedule === undefined) throw new Error(`CronJob ${props.name} has no schedule`);
    new KubeCronJob(scope, 'cron-job', {
      metadata: metadataOf(props, annotations),
      spec: {
        schedule,
        // Each run is a VM, and with a device of its own could not start beside another.
        concurrencyPolicy: 'Forbid',
        jobTemplate: { spec: { template: confidentialPodTemplate(props, 'Never', claim) } },
      },
    });
  },
};

/**
 * The template of a Job cannot be changed, so that a changed Job is another one: it has what it does in its name. To
 * replace it in place instead (Argo CD: `Replace=true,Force=true`) would run it again in every sync. The one before is
 * left to whoever prunes, and meanwhile makes no difference to Argo CD.
 */
const NOT_MISSED = { 'argocd.argoproj.io/compare-options': 'IgnoreExtraneous' };

function digestOf(spec: unknown): string {
  return createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 8);
}

function metadataOf({ name, namespace }: ConfidentialPodProps, annotations: Annotations) {
  return {
    name,
    namespace,
    labels: { app: name },
    ...(Object.keys(annotations).length > 0 && { annotations: { ...annotations } }),
  };
}
