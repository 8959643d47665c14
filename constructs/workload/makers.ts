import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';
import {
  KubeCronJob,
  KubeDeployment,
  KubeJob,
  KubeReplicaSet,
  KubeReplicationController,
  KubeStatefulSet,
  toJson_PodTemplateSpec,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import type { Construct } from 'constructs';
import { ConfidentialPod, type ConfidentialPodProps } from './confidential-pod.ts';
import type { ConfidentialWorkloadProps } from './confidential-workload-props.ts';
import { DEVICE, encryptedVolumeClaim } from './encrypted-volume.ts';
import { confidentialPodTemplate } from './pod-template.ts';
import type { WorkloadKind } from './workload-kinds.ts';

type Annotations = Readonly<Record<string, string>>;

/**
 * Adds an object that makes confidential pods.
 *
 * @param claim name of the claim of the encrypted volume, unless the object makes one for each pod
 */
type Make = (
  scope: Construct,
  props: ConfidentialWorkloadProps,
  annotations: Annotations,
  claim?: string,
) => void;

/** How each kind is made. */
export const MAKERS: Readonly<Record<WorkloadKind, Make>> = {
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
  ReplicaSet: (scope, props, annotations, claim) => {
    new KubeReplicaSet(scope, 'replica-set', {
      metadata: metadataOf(props, annotations),
      spec: {
        replicas: props.replicas ?? 1,
        selector: { matchLabels: { app: props.name } },
        template: confidentialPodTemplate(props, 'Always', claim),
      },
    });
  },
  ReplicationController: (scope, props, annotations, claim) => {
    new KubeReplicationController(scope, 'replication-controller', {
      metadata: metadataOf(props, annotations),
      spec: {
        replicas: props.replicas ?? 1,
        selector: { app: props.name },
        template: confidentialPodTemplate(props, 'Always', claim),
      },
    });
  },
  DeploymentConfig: (scope, props, annotations, claim) => {
    // OpenShift serves it without a definition from which a class could be made.
    new ApiObject(scope, 'deployment-config', {
      apiVersion: 'apps.openshift.io/v1',
      kind: 'DeploymentConfig',
      metadata: metadataOf(props, annotations),
      spec: {
        replicas: props.replicas ?? 1,
        selector: { app: props.name },
        strategy: { type: claim === undefined ? 'Rolling' : 'Recreate' },
        triggers: [{ type: 'ConfigChange' }],
        template: toJson_PodTemplateSpec(confidentialPodTemplate(props, 'Always', claim)),
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
