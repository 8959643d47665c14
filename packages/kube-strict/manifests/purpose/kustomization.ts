import { join, resolve } from 'node:path';
import { isJsonObject, type JsonObject } from '../../ground/json.ts';
import { kindOfPath } from '../../ground/read-file.ts';
import { UserError } from '../../ground/user-error.ts';
import { readDocumentsNow } from '../read-documents.ts';
import { readChunks } from '../read-file.ts';

/** What a folder is built from by kustomize. Paths are absolute. */
export interface Kustomization {
  readonly folder: string;
  readonly file: string;
  /** A component is built only where another kustomization includes it. */
  readonly isComponent: boolean;
  readonly usesHelm: boolean;
  /** Files and folders whose objects it takes over. */
  readonly includes: readonly string[];
  /** Files that it may read otherwise: patches, values, texts for ConfigMaps, transformers and so on. */
  readonly reads: readonly string[];
  /** Folders and files with settings of its transformers, generators and validators. */
  readonly plugins: readonly string[];
}

/** The names that kustomize looks for (kubernetes-sigs/kustomize api/konfig/general.go). */
const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Fields whose files hold objects (kubernetes-sigs/kustomize api/types/kustomization.go). */
const INCLUDING = new Set(['resources', 'bases', 'components']);
/** Fields whose files and folders hold what looks like objects, and says how to change others. */
const PLUGINS = new Set(['transformers', 'generators', 'validators']);
const MOST_BYTES = 1024 * 1024;
const LONGEST_PATH = 1024;

/** The kustomization of a folder; undefined when there is none that can be read, which is told where it is judged. */
export function kustomizationIn(folder: string): Kustomization | undefined {
  const name = FILES.find((file) => kindOfPath(join(folder, file)) === 'file');
  if (name === undefined) return undefined;
  const file = join(folder, name);
  const value = readFirst(file);
  if (value === undefined) return undefined;
  const at = (path: string) => resolve(folder, path);
  const pathsOf = (isWanted: (field: string) => boolean) =>
    Object.entries(value).flatMap(([field, paths]) => (isWanted(field) ? pathsIn(paths) : []));
  // Which fields name files differs by version; a text that is the path of a file names it.
  const named = pathsOf((field) => !INCLUDING.has(field));
  return {
    folder,
    file,
    isComponent: value['kind'] === 'Component',
    usesHelm: value['helmCharts'] !== undefined || value['helmChartInflationGenerator'] !== undefined,
    includes: pathsOf((field) => INCLUDING.has(field)).map(at),
    reads: [...named, ...named.map((path) => path.slice(path.indexOf('=') + 1))].map(at),
    plugins: pathsOf((field) => PLUGINS.has(field)).map(at),
  };
}

function readFirst(file: string): JsonObject | undefined {
  try {
    for (const { root, value } of readDocumentsNow(readChunks(file), { most: MOST_BYTES }))
      return root !== undefined && isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return undefined;
}

/** Texts of one line, at any depth: the reader bounds how much aliases repeat. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const isPath = value !== '' && value.length <= LONGEST_PATH && !/[\n\0]|^\w+:\/\//.test(value);
    return isPath ? [value] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}
