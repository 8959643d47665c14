import type { Tee } from '../../initdata/digest.ts';
import { STDIN } from '../../manifests/find-files.ts';
import { purposesOf } from '../../manifests/purpose/files.ts';
import { readChunks, readStandardInput } from '../../manifests/read-file.ts';
import { firstOf } from '../../validation/catalog/catalog.ts';
import type { ShippedCatalog } from '../../validation/catalog/shipped.ts';
import { policyContext } from '../../validation/policy/index.ts';
import type { CheckOptions } from '../check.ts';
import { findRule } from '../explain/find-rule.ts';
import { UserError } from '../user-error.ts';
import { clusterContexts } from './clusters/contexts.ts';
import { substitution } from './clusters/substituted.ts';
import { FAMILIES } from './families.ts';
import type { Judging } from './judge-document.ts';
import { JUDGES } from './judges.ts';
import { loadCrds } from './load-crds.ts';
import { runObjects } from './run-objects.ts';

/**
 * What options come to, for the files of a run.
 *
 * @throws UserError when a rule is not known, a waiver has no reason, or the definitions of `crds` cannot be used
 */
export async function judgingOf(
  {
    rules,
    crds,
    strict,
    skip,
    waive,
    waivers,
    minSeverity,
    tee,
  }: Omit<CheckOptions, 'output' | 'exclude'> & { readonly tee?: Tee },
  files: readonly string[],
  shipped: ShippedCatalog,
): Promise<Judging> {
  const families = rules === 'all' ? FAMILIES : [rules];
  const settings = {
    judges: families.map((family) => JUDGES[family]),
    strict: strict === true,
    skip: new Set(skip.map((name) => findRule(name).rule)),
    minSeverity,
    purposeOf: purposesOf(files),
    told: new Set<string>(),
  };
  const policy = policyContext([], {
    waivers: new Map(waive.map(waiverOf)),
    ownWaivers: waivers !== false,
    ...(tee !== undefined && { tee }),
  });
  const given = crds === undefined ? undefined : await loadCrds(crds, shipped.objectMeta);
  const catalog = given === undefined ? shipped : firstOf(given, shipped);
  const kinds = [...shipped.kinds, ...(given?.kinds ?? [])];
  const input = files.includes(STDIN) ? await readStandardInput() : [];
  const chunksOf = (file: string) => (file === STDIN ? input : readChunks(file));
  const judged = files.filter((file) => settings.purposeOf(file) === undefined);
  const objectsOf = runObjects(judged, chunksOf);
  const clusters = clusterContexts(judged, objectsOf, policy);
  const isSubstituted = substitution(judged, objectsOf);
  return { ...settings, catalog, kinds, chunksOf, policy, clusters, objectsOf, isSubstituted };
}

function waiverOf(waiver: string): [rule: string, reason: string] {
  const [name = '', ...rest] = waiver.split('=');
  const reason = rest.join('=').trim();
  const { rule } = findRule(name);
  if (!rule.startsWith('policy/')) {
    const message = `${rule} is a rule of the server, which nobody can waive`;
    throw new UserError([{ message, fix: 'leave it out with --skip' }]);
  }
  if (reason === '') {
    throw new UserError([
      { message: `the waiver of ${rule} has no reason`, fix: `write --waive ${rule}="why"` },
    ]);
  }
  return [rule, reason];
}
