import { dirname, join, resolve } from 'node:path';
import { matches } from '../../manifests/glob.ts';
import type { Folders } from '../../manifests/purpose/folders.ts';
import type { Kustomization } from '../../manifests/purpose/kustomization.ts';
import { grouped } from './grouped.ts';

/** As many places of files in clusters are held. A real fleet has a few thousand; a hostile tree could fill the memory. */
const MOST_PLACES = 1_000_000;

/** The files of a run by folder, and what kustomize builds from folders. */
export class FileTree {
  private readonly below = new Map<string, string[]>();
  private children: ReadonlyMap<string, readonly string[]> | undefined;
  private places = 0;
  private readonly built = new Map<string, ReadonlySet<string>>();

  /** @param files absolute paths */
  constructor(
    private readonly files: ReadonlySet<string>,
    private readonly folders: Folders,
  ) {
    for (const file of files) {
      for (let folder = dirname(file); ; folder = dirname(folder)) {
        const list = this.below.get(folder);
        if (list === undefined) this.below.set(folder, [file]);
        else list.push(file);
        if (!folders.all.has(dirname(folder)) || dirname(folder) === folder) break;
      }
    }
  }

  /** What a folder stands for, as a source of objects: what kustomize builds, or else all that is below it. */
  sourceOf(folder: string): ReadonlySet<string> {
    const kustomization = this.folders.kustomization(folder);
    if (kustomization !== undefined) return this.builtBy(kustomization);
    const known = this.built.get(folder) ?? new Set(this.below.get(folder));
    this.built.set(folder, known);
    return known;
  }

  /** The files whose objects a kustomization takes over, also through others, and the kustomizations themselves. */
  builtBy(kustomization: Kustomization): ReadonlySet<string> {
    const known = this.built.get(kustomization.folder);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const seen = new Set([kustomization.folder]);
    const open = [kustomization];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.files.has(next.file)) found.add(next.file);
      for (const path of next.includes) {
        if (this.files.has(path) && this.holds(1)) found.add(path);
        if (seen.has(path) || !this.folders.all.has(path)) continue;
        seen.add(path);
        const more = this.folders.kustomization(path);
        if (more !== undefined) open.push(more);
      }
    }
    this.built.set(kustomization.folder, found);
    return found;
  }

  /** Whether so many more files can be put into clusters; else what comes is looked at in fewer. */
  holds(files: number): boolean {
    this.places += files;
    return this.places <= MOST_PLACES;
  }

  /**
   * Folders that a path in a repository leads to, as an Application or a Kustomization of Flux states it.
   *
   * @param pattern may have `*` in the place of what a generator fills in
   * @param near a file of that repository
   */
  foldersAt(pattern: string, near: string): string[] {
    const steps = pattern.split('/').filter((step) => step !== '' && step !== '.');
    if (steps.includes('..')) return [];
    const start = dirname(near);
    const own = this.folders.repositoryOf(start);
    const roots = own === undefined ? [process.cwd(), ...this.above(start)] : [own];
    for (const root of roots) {
      const found = steps.length === 0 ? this.withKustomization(root) : this.walk(resolve(root), steps);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** To take a whole repository, with whatever is in it, would say nothing. */
  private withKustomization(folder: string): string[] {
    return this.folders.all.has(folder) && this.folders.kustomization(folder) !== undefined ? [folder] : [];
  }

  private *above(start: string): Generator<string> {
    for (let folder = start; this.folders.all.has(folder); folder = dirname(folder)) {
      yield folder;
      if (dirname(folder) === folder) return;
    }
  }

  private walk(root: string, steps: readonly string[]): string[] {
    return steps.reduce<string[]>(
      (found, step) =>
        step.includes('*')
          ? found.flatMap((folder) => this.childrenOf(folder).filter((child) => matches(nameOf(child), step)))
          : found.map((folder) => join(folder, step)).filter((folder) => this.below.has(folder)),
      [root],
    );
  }

  private childrenOf(folder: string): readonly string[] {
    this.children ??= grouped(this.below.keys(), (one) => dirname(one));
    return (this.children.get(folder) ?? []).filter((one) => one !== folder);
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
