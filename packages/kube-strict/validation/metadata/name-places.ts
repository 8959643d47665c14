/** Where the name of an object goes besides the object, and what fits there. */
export interface NamePlace {
  /** Characters that the name of the object may have. */
  readonly most: number;
  /** What it becomes part of, in words. */
  readonly where: string;
}

/**
 * Kinds whose names controllers put into labels, which hold 63 characters, where a server takes longer names or looks
 * only at some: by group and kind. What a controller adds is taken off.
 */
const PLACES: Readonly<Record<string, NamePlace>> = {
  // kustomize-controller, pkg/ssa `SetOwnerLabels`: each object that is applied gets it; it fails with a longer one.
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    most: 63,
    where: 'label kustomize.toolkit.fluxcd.io/name of all that it applies',
  },
  // argo-cd, util/argo/resource_tracking.go; with labels, longer ones are refused.
  'argoproj.io/Application': { most: 63, where: 'label app.kubernetes.io/instance of all that it syncs' },
  // kubernetes, pkg/apis/batch/validation.
  'batch/Job': { most: 63, where: 'label batch.kubernetes.io/job-name of its pods' },
  // The same: the time of the run is added, eleven characters.
  'batch/CronJob': { most: 52, where: 'names of its Jobs, with the time of the run' },
  // kubernetes, pkg/controller/history: a hyphen and ten characters.
  'apps/StatefulSet': {
    most: 52,
    where: 'label controller-revision-hash of its pods, with the revision',
  },
  // openshift/library-go, pkg/apps/appsutil: a hyphen and the number of the roll-out, here up to 9999.
  'apps.openshift.io/DeploymentConfig': {
    most: 58,
    where: 'label deployment of its pods, with the number of the roll-out',
  },
};

/** What an object is known by. */
interface Named {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** Where the name of an object does not fit; undefined when it fits wherever it goes. */
export function tooLongFor({ apiVersion = '', kind = '', name = '' }: Named): NamePlace | undefined {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const key = `${group}/${kind}`;
  const place = Object.hasOwn(PLACES, key) ? PLACES[key] : undefined;
  return place !== undefined && name.length > place.most ? place : undefined;
}
