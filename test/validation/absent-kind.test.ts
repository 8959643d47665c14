import { describe, expect, it } from 'vitest';
import { absentKind } from '../../validation/absent-kind.ts';
import { kubernetes } from './support/catalogs.ts';

const absent = (apiVersion: string, kind: string) => absentKind(apiVersion, kind, kubernetes.kinds);

describe('a kind that no server has', () => {
  it.each([
    ['policy/v1beta1', 'PodDisruptionBudget', 'Write apiVersion: policy/v1.'],
    ['batch/v1beta1', 'CronJob', 'Write apiVersion: batch/v1.'],
    ['extensions/v1beta1', 'Ingress', 'Write apiVersion: networking.k8s.io/v1.'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'Write apiVersion: autoscaling/v2.'],
    [
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'FlowSchema',
      'Write apiVersion: flowcontrol.apiserver.k8s.io/v1.',
    ],
    ['v1', 'Deployment', 'Write apiVersion: apps/v1.'],
    ['apps/v1', 'Deploymnet', 'Did you mean Deployment?'],
    ['policy/v1beta1', 'PodSecurityPolicy', undefined],
    ['v1', 'Thing', undefined],
  ])('is one of %s, %s', (apiVersion, kind, fix) => {
    const message = `Kubernetes has no ${kind} of ${apiVersion}.`;
    expect(absent(apiVersion, kind)).toEqual({ message, ...(fix && { fix }) });
  });

  it.each([
    ['example.com/v1', 'Deployment'],
    ['gateway.networking.k8s.io/v1', 'Gateway'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
    ['apps.openshift.io/v1', 'DeploymentRequest'],
    ['authorization.k8s.io/v1', 'SubjectAccessReview'],
    ['events.k8s.io/v1', 'Event'],
    ['v1', 'Event'],
    ['v1', 'PodList'],
    ['autoscaling/v1', 'Scale'],
  ])('may not be one of %s, %s, which some have', (apiVersion, kind) => {
    expect(absent(apiVersion, kind)).toBeUndefined();
  });
});
