import { basename, dirname, resolve } from 'node:path';
import { STDIN } from '../find-files.ts';
import { Folders } from './folders.ts';
import type { Kustomization } from './kustomization.ts';
import { type Purpose, typed } from './purpose.ts';

/**
 * What each of the files is for that is not for a server, by what is beside and above it: templates of a chart of Helm, and
 * what a kustomization names otherwise than as a resource. A file that any kustomization has as a resource holds objects.
 *
 * @param files as they were found; the standard input is for a server
 */
export function purposesOf(files: readonly string[]): (file: string) => Purpose | undefined {
  const paths = new Set(files.filter((file) => file !== STDIN).map((file) => resolve(file)));
  const folders = new Folders([...paths]);
  const kustomizations = folders.kustomizations();
  const named = new Map<string, Kustomization>();
  const plugins = new Set<string>();
  for (const kustomization of kustomizations) {
    const all = kustomization.plugins.flatMap((path) => [...withIncluded(path, folders)]);
    for (const path of all) plugins.add(path);
    for (const path of [...kustomization.reads, ...all]) {
      if (!named.has(path)) named.set(path, kustomization);
    }
  }
  const included = new Set(
    kustomizations.filter(({ folder }) => !plugins.has(folder)).flatMap(({ includes }) => includes),
  );
  return (file) => {
    if (file === STDIN) return undefined;
    const path = resolve(file);
    const kustomization = included.has(path) ? undefined : named.get(path);
    if (kustomization !== undefined) return forKustomize(file, builtBy(kustomization, kustomizations));
    const chart = folders.chartOf(dirname(path));
    return chart === undefined ? undefined : forHelm(chart);
  };
}

/** A path, and of a folder what its kustomization includes. */
function* withIncluded(path: string, folders: Folders): Generator<string> {
  const open = [path];
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    const more = folders.all.has(next) ? (folders.kustomization(next)?.includes ?? []) : [];
    for (const one of more) {
      if (seen.has(one)) continue;
      seen.add(one);
      open.push(one);
    }
  }
}

/** A component is built by what includes it. */
function builtBy(kustomization: Kustomization, all: readonly Kustomization[]): Kustomization {
  if (!kustomization.isComponent) return kustomization;
  return (
    all.find(({ isComponent, includes }) => !isComponent && includes.includes(kustomization.folder)) ??
    kustomization
  );
}

function forKustomize(file: string, { folder, usesHelm }: Kustomization): Purpose {
  const option = usesHelm ? '--enable-helm ' : '';
  return {
    rule: 'check/kustomize',
    what: 'file that a kustomization reads',
    message: `${basename(file)} is read by the kustomization in ${typed(folder)}, as a patch or the like: no server gets it as it is.`,
    command: `kubectl kustomize ${option}${typed(folder)}`,
  };
}

function forHelm(chart: string): Purpose {
  return {
    rule: 'check/helm',
    what: 'template of Helm',
    message: `Templates of the Helm chart in ${typed(chart)} are rendered before a server gets them.`,
    command: `helm template ${typed(chart)}`,
  };
}
