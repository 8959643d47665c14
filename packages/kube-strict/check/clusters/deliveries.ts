import type { JsonObject } from '../../ground/json.ts';
import { objectsAt, textAt } from '../../ground/values.ts';

/** A folder of a repository that a GitOps tool applies to a cluster. */
export interface Delivery {
  /** The file that says so. */
  readonly file: string;
  /** Which cluster; undefined for that in which the tool runs. */
  readonly destination?: string;
  /** Whether each folder that the path leads to is for a cluster of its own. */
  readonly isEach: boolean;
  /** In the repository; `*` stands for what a generator fills in. */
  readonly path: string;
}

/** An object and the file that it is in. */
export interface PlacedObject {
  readonly file: string;
  readonly object: JsonObject;
}

/** Finds every object of a kind in a run. */
export type ObjectsOf = (group: string, kind: string) => readonly PlacedObject[];

/** What Argo CD and Flux are told to apply, by the objects of a run. */
export function deliveriesOf(objectsOf: ObjectsOf): Delivery[] {
  return [
    ...objectsOf('argoproj.io', 'Application').flatMap((placed) => argocd(placed, '/spec')),
    ...objectsOf('argoproj.io', 'ApplicationSet').flatMap((placed) => argocd(placed, '/spec/template/spec')),
    ...objectsOf('kustomize.toolkit.fluxcd.io', 'Kustomization').flatMap(flux),
  ];
}

/** The cluster of Argo CD itself, by name or URL (argoproj/argo-cd pkg/apis/application/v1alpha1). */
const IN_CLUSTER = new Set(['in-cluster', 'https://kubernetes.default.svc']);

function argocd({ file, object }: PlacedObject, spec: string): Delivery[] {
  const name = textAt(object, `${spec}/destination/name`) || textAt(object, `${spec}/destination/server`);
  const sources = ['/source', ...objectsAt(object, `${spec}/sources`).map((_, index) => `/sources/${index}`)];
  const paths = sources.flatMap((source) => textAt(object, `${spec}${source}/path`) ?? []);
  const isEach = name?.includes('{{') === true;
  const isLocal = name === undefined || IN_CLUSTER.has(name.replace(/\/$/, ''));
  return paths
    .flatMap((path) => (GENERATED_PATH.test(path) ? directoriesOf(object) : [path]))
    .map((path) => path.replace(/\{\{[^{}]*\}\}/g, '*'))
    .map((path) => ({ file, ...(!isLocal && { destination: name }), isEach, path }));
}

/** The folder that the generator for folders of Git has found. */
const GENERATED_PATH = /^\{\{-? *(?:\.path\.path|path) *-?\}\}$/;

/** The folders of the Git generators of an ApplicationSet, also of those within others. */
function directoriesOf(object: JsonObject): string[] {
  const within = (pointer: string, depth: number): string[] =>
    objectsAt(object, pointer).flatMap(({ path }) => [
      ...objectsAt(object, `${path}/git/directories`)
        .filter(({ value }) => value['exclude'] !== true)
        .flatMap((directory) => textAt(object, `${directory.path}/path`) ?? []),
      ...(depth === 0
        ? []
        : ['matrix', 'merge'].flatMap((outer) => within(`${path}/${outer}/generators`, depth - 1))),
    ]);
  return within('/spec/generators', 2);
}

function flux({ file, object }: PlacedObject): Delivery[] {
  const path = textAt(object, '/spec/path') ?? '';
  const other =
    textAt(object, '/spec/kubeConfig/secretRef/name') ?? textAt(object, '/spec/kubeConfig/configMapRef/name');
  return [{ file, ...(other !== undefined && { destination: other }), isEach: false, path }];
}
