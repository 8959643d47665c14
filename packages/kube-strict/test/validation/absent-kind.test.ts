import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absentKind } from '../../validation/absent-kind.ts';
import { apiVersionOf, type KindInfo } from '../../validation/schema/source-kind.ts';
import { wholeKinds } from './support/catalogs.ts';
import { KINDS_OF_OTHERS } from './support/kinds-of-others.ts';

const KINDS: readonly KindInfo[] = wholeKinds.map(({ schema: _, definitions: __, ...info }) => info);
const isKnown = (apiVersion: string, name: string) =>
  KINDS.some((known) => apiVersionOf(known) === apiVersion && known.kind === name);
const absent = (apiVersion: string, kind: string) =>
  absentKind(apiVersion, kind, KINDS, new Set(['KataConfig']));

describe('a kind that no server has', () => {
  it.each([
    ['policy/v1beta1', 'PodDisruptionBudget', 'Write apiVersion: policy/v1.'],
    ['batch/v1beta1', 'CronJob', 'Write apiVersion: batch/v1.'],
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
    ['v1', 'Pood', 'Did you mean Pod?'],
    ['v1', 'KataConfig', 'Write apiVersion: kataconfiguration.openshift.io/v1.'],
    ['v1', 'DeploymentConfig', 'Write apiVersion: apps.openshift.io/v1.'],
    ['v1', 'ImageStream', 'Write apiVersion: image.openshift.io/v1.'],
    ['apps/v1', 'deployment', 'Did you mean Deployment?'],
    ['v1', 'Deploymnet', 'Did you mean Deployment of apps/v1?'],
  ])('is one of %s, %s, since all kinds of Kubernetes are known', (apiVersion, kind, fix) => {
    const message = `Kubernetes has no ${kind} of ${apiVersion}.`;
    expect(absent(apiVersion, kind)).toEqual({ severity: 'error', message, ...(fix && { fix }) });
  });

  it.each([
    [
      'kataconfiguration.openshift.io/v1alpha1',
      'KataConfig',
      'Write apiVersion: kataconfiguration.openshift.io/v1.',
    ],
    ['route.openshift.io/v2', 'Route', 'Write apiVersion: route.openshift.io/v1.'],
    [
      'kataconfiguration.openshift.com/v1',
      'KataConfig',
      'Write apiVersion: kataconfiguration.openshift.io/v1.',
    ],
    [
      'machineconfiguration.openshift.io/v1',
      'KataConfig',
      'Write apiVersion: kataconfiguration.openshift.io/v1.',
    ],
    ['example.com/v1', 'KataConfig', 'Write apiVersion: kataconfiguration.openshift.io/v1.'],
    ['v1alpha1', 'KataConfig', 'Write apiVersion: kataconfiguration.openshift.io/v1.'],
    ['app/v1', 'Deployment', 'Write apiVersion: apps/v1.'],
    ['extensions/v1beta1', 'Ingress', 'Write apiVersion: networking.k8s.io/v1.'],
    ['network.k8s.io/v1', 'Ingress', 'Write apiVersion: networking.k8s.io/v1.'],
    ['networking.k8s.oi/v1', 'Ingress', 'Write apiVersion: networking.k8s.io/v1.'],
    ['argoproj.io/v1beta1', 'Aplication', 'Did you mean Application of argoproj.io/v1alpha1?'],
    [
      'operators.coreos.com/v1',
      'subscription',
      'Did you mean Subscription of operators.coreos.com/v1alpha1?',
    ],
  ])('is one of %s, %s, which is known otherwise', (apiVersion, kind, fix) => {
    expect(absent(apiVersion, kind)).toEqual({ severity: 'error', message: expect.any(String), fix });
  });

  it('is only warned of in a group without a dot when nothing near to it is known', () => {
    for (const [apiVersion, kind] of [
      ['skaffold/v4beta11', 'Config'],
      ['v1alpha1', 'HostnameConfig'],
    ] as const)
      expect(absent(apiVersion, kind)).toMatchObject({ severity: 'warning' });
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
    ['v1', 'Config'],
    ['v1', 'Template'],
    ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
    ['machineconfiguration.openshift.io/v1', 'MachineOSConfig'],
    ['scheduling.x-k8s.io/v1alpha1', 'PodGroup'],
  ])('may not be one of %s, %s, which some have', (apiVersion, kind) => {
    expect(absent(apiVersion, kind)).toBeUndefined();
  });

  it('is not one of those that other projects have', () => {
    const wrong = KINDS_OF_OTHERS.flatMap(([apiVersion, ...kinds]) =>
      kinds.map((kind) => [apiVersion, kind] as const),
    ).filter(([apiVersion, kind]) => !isKnown(apiVersion, kind) && absent(apiVersion, kind) !== undefined);
    expect(wrong).toEqual([]);
  });
});

describe('of every kind that is known', () => {
  const kind = fc.constantFrom(...KINDS);
  const property = (makes: (known: KindInfo, random: fc.GeneratorValue) => readonly [string, string]) =>
    fc.assert(
      fc.property(kind, fc.gen(), (known, random) => {
        const [apiVersion, name] = makes(known, random);
        fc.pre(
          !isKnown(apiVersion, name) &&
            !['Event', 'Scale', 'Status', 'Binding'].includes(name) &&
            !name.endsWith('List'),
        );
        expect(absent(apiVersion, name), `${apiVersion} ${name}`).toMatchObject({ severity: 'error' });
      }),
      { numRuns: 400 },
    );

  it('another version is an error that names one that is served', () => {
    property(({ group, kind: name }, random) => {
      const version = random(fc.stringMatching, /^v[1-9](?:alpha[1-9]|beta[1-9])?$/);
      return [apiVersionOf({ group, version }), name];
    });
  });

  it('another case is an error', () => {
    property((known, random) => [
      apiVersionOf(known),
      random(
        fc.constantFrom,
        known.kind.toLowerCase(),
        known.kind.toUpperCase(),
        known.kind.charAt(0).toLowerCase() + known.kind.slice(1),
      ),
    ]);
  });

  it('a name or a group with one or two letters wrong is an error', () => {
    const mistyped = (text: string, random: fc.GeneratorValue) => {
      const at = random(fc.integer, { min: 0, max: text.length - 2 });
      const swapped = text.slice(0, at) + text.slice(at + 1, at + 2) + text.charAt(at) + text.slice(at + 2);
      let result = random(fc.boolean) ? text : swapped;
      const most = text.length < 5 ? 1 : 2;
      for (let left = result === text ? random(fc.integer, { min: 1, max: most }) : 0; left > 0; left--) {
        const place = random(fc.integer, { min: 0, max: result.length - 1 });
        const letter = random(fc.stringMatching, /^[a-z]$/);
        const [before, after] = [result.slice(0, place), result.slice(place + 1)];
        result = random(
          fc.constantFrom,
          before + after,
          before + letter + after,
          before + letter + result.slice(place),
        );
      }
      return result;
    };
    property((known, random) => [apiVersionOf(known), mistyped(known.kind, random)]);
    property((known, random) => {
      const { group, version } = known;
      return group.includes('.')
        ? [`${mistyped(group, random)}/${version}`, known.kind]
        : [apiVersionOf(known), mistyped(known.kind, random)];
    });
  });
});
