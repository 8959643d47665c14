import { resolve } from 'node:path';
import { objectAt, textAt } from '../../ground/values.ts';
import { Folders } from '../../manifests/purpose/folders.ts';
import type { ObjectsOf } from './deliveries.ts';
import { FileTree } from './file-tree.ts';

/**
 * Whether Flux fills variables into the objects of a file (`spec.postBuild` of a Kustomization in the tree) before a server
 * gets them. Found out when it is first asked.
 *
 * @param files as they were found
 */
export function substitution(files: readonly string[], objectsOf: ObjectsOf): (file: string) => boolean {
  let substituted: ReadonlySet<string> | undefined;
  return (file) => {
    substituted ??= filesWithVariables(files, objectsOf);
    return substituted.has(resolve(file));
  };
}

function filesWithVariables(files: readonly string[], objectsOf: ObjectsOf): Set<string> {
  const found = new Set<string>();
  const sources = objectsOf('kustomize.toolkit.fluxcd.io', 'Kustomization').filter(
    ({ object }) => Object.keys(objectAt(object, '/spec/postBuild')).length > 0,
  );
  if (sources.length === 0) return found;
  const paths = files.map((file) => resolve(file));
  const folders = new Folders(paths);
  const tree = new FileTree(new Set(paths), folders);
  for (const { file, object } of sources) {
    for (const folder of tree.foldersAt(textAt(object, '/spec/path') ?? '', resolve(file))) {
      for (const one of tree.sourceOf(folder)) found.add(one);
    }
  }
  return found;
}
