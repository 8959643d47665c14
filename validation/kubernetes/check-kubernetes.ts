import type { Pass } from '../judgement.ts';
import { checkCronJob } from './cron-job.ts';
import { checkEndpointSlice, checkEndpoints } from './endpoints.ts';
import { checkIngress, checkIngressClass } from './ingress.ts';
import { checkJob } from './job.ts';
import { checkNetworkPolicy } from './network-policy.ts';
import { checkIpAddress, checkServiceCidr } from './network-ranges.ts';
import { Part } from './part.ts';
import { checkPersistentVolumeClaim } from './persistent-volume-claim.ts';
import { checkPod, checkPodTemplate } from './pod.ts';
import { checkService } from './service.ts';
import { checkStatefulSet } from './stateful-set.ts';
import {
  checkControllerRevision,
  checkDaemonSet,
  checkDeployment,
  checkReplicaSet,
  checkReplicationController,
} from './workloads.ts';

/** The rules of kinds, by kind and group. They are the same for all versions that a kind has. */
const RULES: Readonly<Record<string, (object: Part) => void>> = {
  'ControllerRevision.apps': checkControllerRevision,
  'CronJob.batch': checkCronJob,
  'DaemonSet.apps': checkDaemonSet,
  'Deployment.apps': checkDeployment,
  'EndpointSlice.discovery.k8s.io': checkEndpointSlice,
  'Endpoints.': checkEndpoints,
  'IPAddress.networking.k8s.io': checkIpAddress,
  'Ingress.networking.k8s.io': checkIngress,
  'IngressClass.networking.k8s.io': checkIngressClass,
  'Job.batch': checkJob,
  'NetworkPolicy.networking.k8s.io': checkNetworkPolicy,
  'PersistentVolumeClaim.': checkPersistentVolumeClaim,
  'Pod.': checkPod,
  'PodTemplate.': (object) => checkPodTemplate(object.at('template')),
  'ReplicaSet.apps': checkReplicaSet,
  'ReplicationController.': checkReplicationController,
  'Service.': checkService,
  'ServiceCIDR.networking.k8s.io': checkServiceCidr,
  'StatefulSet.apps': checkStatefulSet,
};

/**
 * Kubernetes' own kinds: what their schemas cannot say, as the validation.go of each group in k8s.io/kubernetes does on
 * a create, after defaults. Runs on what decodes: the server says nothing else about the rest.
 */
export const checkKubernetes: Pass = ({ schema, object, findings, metadata, decodes }) => {
  if (metadata === undefined || !decodes) return;
  RULES[`${schema.info.kind}.${schema.info.group}`]?.(Part.root(object, findings));
};
