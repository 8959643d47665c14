import type { Pass } from '../judgement.ts';
import { checkDeploymentConfig } from '../openshift/deployment-config.ts';
import { checkRoute } from '../openshift/route.ts';
import {
  checkValidatingAdmissionPolicy,
  checkValidatingAdmissionPolicyBinding,
} from './admission-policies.ts';
import { checkApiService } from './api-service.ts';
import { checkCertificateSigningRequest } from './certificate-signing-request.ts';
import { checkConfigMap } from './config-map.ts';
import { checkCustomResourceDefinition } from './crd.ts';
import { checkCronJob } from './cron-job.ts';
import { checkCsiDriver, checkCsiNode, checkCsiStorageCapacity, checkVolumeAttachment } from './csi.ts';
import { checkEndpointSlice, checkEndpoints } from './endpoints.ts';
import { checkFlowSchema, checkPriorityLevelConfiguration } from './flow-control.ts';
import { checkHorizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';
import { checkIngress, checkIngressClass } from './ingress.ts';
import { checkJob } from './job.ts';
import { checkLease } from './lease.ts';
import { checkLimitRange } from './limit-range.ts';
import { checkNamespaceSpec } from './namespace.ts';
import { checkNetworkPolicy } from './network-policy.ts';
import { checkIpAddress, checkServiceCidr } from './network-ranges.ts';
import { checkNode } from './node.ts';
import { Part } from './part.ts';
import { checkPersistentVolume } from './persistent-volume.ts';
import { checkPersistentVolumeClaim } from './persistent-volume-claim.ts';
import { checkPod, checkPodTemplate } from './pod.ts';
import { checkPodDisruptionBudget } from './pod-disruption-budget.ts';
import { checkPriorityClass } from './priority-class.ts';
import { checkClusterRole, checkClusterRoleBinding, checkRole, checkRoleBinding } from './rbac.ts';
import { checkDeviceClass, checkResourceClaim, checkResourceClaimTemplate } from './resource-claims.ts';
import { checkResourceQuota } from './resource-quota.ts';
import { checkRuntimeClass } from './runtime-class.ts';
import { checkSecret } from './secret.ts';
import { checkService } from './service.ts';
import { checkStatefulSet } from './stateful-set.ts';
import { checkStorageClass, checkVolumeAttributesClass } from './storage-class.ts';
import { checkWebhooks } from './webhooks.ts';
import {
  checkControllerRevision,
  checkDaemonSet,
  checkDeployment,
  checkReplicaSet,
  checkReplicationController,
} from './workloads.ts';

/** The rules of kinds, by kind and group. They are the same for all versions that a kind has. */
const RULES: Readonly<Record<string, (object: Part) => void>> = {
  'APIService.apiregistration.k8s.io': checkApiService,
  'CSIDriver.storage.k8s.io': checkCsiDriver,
  'CSINode.storage.k8s.io': checkCsiNode,
  'CSIStorageCapacity.storage.k8s.io': checkCsiStorageCapacity,
  'CertificateSigningRequest.certificates.k8s.io': checkCertificateSigningRequest,
  'ClusterRole.rbac.authorization.k8s.io': checkClusterRole,
  'ClusterRoleBinding.rbac.authorization.k8s.io': checkClusterRoleBinding,
  'ConfigMap.': checkConfigMap,
  'ControllerRevision.apps': checkControllerRevision,
  'CronJob.batch': checkCronJob,
  'CustomResourceDefinition.apiextensions.k8s.io': checkCustomResourceDefinition,
  'DaemonSet.apps': checkDaemonSet,
  'Deployment.apps': checkDeployment,
  'DeploymentConfig.apps.openshift.io': checkDeploymentConfig,
  'DeviceClass.resource.k8s.io': checkDeviceClass,
  'EndpointSlice.discovery.k8s.io': checkEndpointSlice,
  'Endpoints.': checkEndpoints,
  'FlowSchema.flowcontrol.apiserver.k8s.io': checkFlowSchema,
  'HorizontalPodAutoscaler.autoscaling': checkHorizontalPodAutoscaler,
  'IPAddress.networking.k8s.io': checkIpAddress,
  'Ingress.networking.k8s.io': checkIngress,
  'IngressClass.networking.k8s.io': checkIngressClass,
  'Job.batch': checkJob,
  'Lease.coordination.k8s.io': checkLease,
  'LimitRange.': checkLimitRange,
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': checkWebhooks,
  'Namespace.': checkNamespaceSpec,
  'NetworkPolicy.networking.k8s.io': checkNetworkPolicy,
  'Node.': checkNode,
  'PersistentVolume.': checkPersistentVolume,
  'PersistentVolumeClaim.': checkPersistentVolumeClaim,
  'Pod.': checkPod,
  'PodDisruptionBudget.policy': checkPodDisruptionBudget,
  'PodTemplate.': (object) => checkPodTemplate(object.at('template')),
  'PriorityClass.scheduling.k8s.io': checkPriorityClass,
  'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io': checkPriorityLevelConfiguration,
  'ReplicaSet.apps': checkReplicaSet,
  'ReplicationController.': checkReplicationController,
  'ResourceClaim.resource.k8s.io': checkResourceClaim,
  'ResourceClaimTemplate.resource.k8s.io': checkResourceClaimTemplate,
  'ResourceQuota.': checkResourceQuota,
  'Role.rbac.authorization.k8s.io': checkRole,
  'RoleBinding.rbac.authorization.k8s.io': checkRoleBinding,
  'Route.route.openshift.io': checkRoute,
  'RuntimeClass.node.k8s.io': checkRuntimeClass,
  'Secret.': checkSecret,
  'Service.': checkService,
  'ServiceCIDR.networking.k8s.io': checkServiceCidr,
  'StatefulSet.apps': checkStatefulSet,
  'StorageClass.storage.k8s.io': checkStorageClass,
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io': checkValidatingAdmissionPolicy,
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io': checkValidatingAdmissionPolicyBinding,
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': checkWebhooks,
  'VolumeAttachment.storage.k8s.io': checkVolumeAttachment,
  'VolumeAttributesClass.storage.k8s.io': checkVolumeAttributesClass,
};

/**
 * Kubernetes' own kinds, and those that OpenShift's servers add in the same way: what their schemas cannot say, as the validation.go of each group in k8s.io/kubernetes does on
 * a create, after defaults. Runs on what decodes: the server says nothing else about the rest.
 */
export const checkKubernetes: Pass = ({ schema, object, findings, metadata, decodes }) => {
  if (metadata === undefined || !decodes) return;
  RULES[`${schema.info.kind}.${schema.info.group}`]?.(Part.root(object, findings));
};
