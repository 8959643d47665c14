import { STDIN } from '../manifests/find-files.ts';
import { purposesOf } from '../manifests/purpose/files.ts';
import type { Purpose } from '../manifests/purpose/purpose.ts';
import { readChunks, readStandardInput } from '../manifests/read-file.ts';
import type { Tool } from '../report/tool.ts';
import { firstOf } from '../validation/catalog/catalog.ts';
import type { ShippedCatalog } from '../validation/catalog/shipped.ts';
import type { Severity } from '../validation/finding.ts';
import { clusterContexts } from './clusters/contexts.ts';
import { substitution } from './clusters/substituted.ts';
import { findRule } from './find-rule.ts';
import { judgeByApi, judgeByFamily } from './judges.ts';
import type { Judging } from './judging-run.ts';
import { loadCrds } from './load-crds.ts';
import type { RuleFamily } from './rule-family.ts';
import { runObjects } from './run-objects.ts';

/** How manifests are judged in a run. */
export interface CheckSettings {
  readonly tool: Tool;
  /**
   * Whether the rules of the API server count.
   * @default true
   */
  readonly api?: boolean;
  /**
   * Rules beside those of the server.
   * @default - none
   */
  readonly families?: readonly RuleFamily[];
  /**
   * Folder or file with CustomResourceDefinitions, which go before those that ship.
   * @default - only those that ship
   */
  readonly crds?: string;
  /** Whether a kind without a schema is an error. */
  readonly strict?: boolean;
  /** Names of rules that do not count. */
  readonly skip: readonly string[];
  readonly minSeverity: Severity;
  /**
   * What a document is for that only the program knows of.
   * @default - none is for it
   */
  readonly purposeOfValue?: (file: string, value: unknown) => Purpose | undefined;
}

/**
 * What settings come to, for the files of a run.
 *
 * @throws UserError when a rule is not known, or the definitions of `crds` cannot be used
 */
export async function judgingOf(
  settings: CheckSettings,
  files: readonly string[],
  shipped: ShippedCatalog,
): Promise<Judging> {
  const { tool, api = true, families = [], crds, strict = false, skip, minSeverity } = settings;
  const purposeOf = purposesOf(files);
  const given = crds === undefined ? undefined : await loadCrds(crds, shipped.objectMeta);
  const input = files.includes(STDIN) ? await readStandardInput() : [];
  const chunksOf = (file: string) => (file === STDIN ? input : readChunks(file));
  const judged = files.filter((file) => purposeOf(file) === undefined);
  const objectsOf = runObjects(judged, chunksOf);
  const marks = families.flatMap(({ onePerCluster }) => onePerCluster ?? []);
  return {
    tool,
    judges: [...(api ? [judgeByApi] : []), ...families.map(judgeByFamily)],
    strict,
    skip: new Set(skip.map((name) => findRule(name, tool.rules).rule)),
    minSeverity,
    purposeOf,
    purposeOfValue: settings.purposeOfValue ?? (() => undefined),
    told: new Set<string>(),
    catalog: given === undefined ? shipped : firstOf(given, shipped),
    kinds: [...shipped.kinds, ...(given?.kinds ?? [])],
    distinctKinds: new Set(families.flatMap(({ distinctKinds = [] }) => distinctKinds)),
    chunksOf,
    objectsOf,
    clusters: clusterContexts(judged, objectsOf, marks),
    isSubstituted: substitution(judged, objectsOf),
  };
}
