import { compareText } from './compare-text.ts';
import { emitChecked } from './emit-checked.ts';
import { type NamedObject, objectFileName } from './file-name.ts';
import { withHeader } from './header.ts';
import { compareObjects } from './kind-order.ts';

/** Files by path, relative to the output folder, with `/` between the parts. */
export type FileTree = ReadonlyMap<string, string>;

/** A folder of a profile and the objects in it. */
export interface ObjectFolder {
  /** One part of a path: `10-operators`. */
  readonly folder: string;
  readonly objects: readonly NamedObject[];
}

/**
 * One file per object and a `kustomization.yaml` that lists them in the order in which they are applied.
 * @param folder path relative to the output folder, for example `tdx/argocd`
 * @param source file that the objects were rendered from, for the header
 * @throws Error when two objects would share a file; both are named
 */
export function folderTree(folder: string, objects: readonly NamedObject[], source: string): FileTree {
  const sorted = objects
    .map((object) => ({ object, path: `${folder}/${objectFileName(object)}` }))
    .sort((a, b) => compareObjects(a.object, b.object) || compareText(a.path, b.path));
  const owners = new Map<string, NamedObject>();
  const files = new Map<string, string>();
  for (const { object, path } of sorted) {
    const owner = owners.get(path);
    if (owner !== undefined) {
      throw new Error(`${path}: two objects share this file: ${label(owner)} and ${label(object)}`);
    }
    owners.set(path, object);
    files.set(path, withHeader(path, source, emitChecked(object, path)));
  }
  const resources = sorted.map(({ path }) => path.slice(folder.length + 1));
  return new Map([...kustomization(folder, resources, source), ...files]);
}

/**
 * The folders of a profile's stages and the `kustomization.yaml` above them, which lists them in order.
 * @param root path of the profile relative to the output folder, for example `tdx`
 * @throws Error when an object stands in two folders (kustomize refuses that), or when two would share a file
 */
export function stagesTree(root: string, stages: readonly ObjectFolder[], source: string): FileTree {
  const places = new Map<string, string>();
  for (const { folder, objects } of stages) {
    for (const object of objects) {
      const id = identity(object);
      const place = places.get(id);
      if (place !== undefined && place !== folder) {
        throw new Error(`${root}: ${label(object)} stands in ${place} and in ${folder}`);
      }
      places.set(id, folder);
    }
  }
  const folders = stages.map(({ folder }) => folder);
  return joinTrees(
    kustomization(root, folders, source),
    ...stages.map(({ folder, objects }) => folderTree(`${root}/${folder}`, objects, source)),
  );
}

/** All files of several trees. @throws Error when two trees hold the same path */
export function joinTrees(...trees: readonly FileTree[]): FileTree {
  const joined = new Map<string, string>();
  for (const [path, text] of trees.flatMap((tree) => [...tree])) {
    if (joined.has(path)) throw new Error(`${path} is rendered twice`);
    joined.set(path, text);
  }
  return joined;
}

function kustomization(folder: string, resources: readonly string[], source: string): FileTree {
  const path = `${folder}/kustomization.yaml`;
  const text = emitChecked(
    {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      // Kustomize's own order, its default, mixes the objects of all stages.
      // https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/sortoptions/
      sortOptions: { order: 'fifo' },
      resources,
    },
    path,
  );
  return new Map([[path, withHeader(path, source, text)]]);
}

/** What kustomize tells objects apart by: group, kind, namespace and name, not the version. */
function identity({ apiVersion, kind, metadata }: NamedObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return JSON.stringify([group, kind, metadata.namespace ?? '', metadata.name]);
}

function label({ apiVersion, kind, metadata: { namespace, name } }: NamedObject): string {
  return `${apiVersion} ${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
