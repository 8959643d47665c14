import { firstOf } from '../../validation/catalog/catalog.ts';
import type { ShippedCatalog } from '../../validation/catalog/shipped.ts';
import type { CheckOptions } from '../check.ts';
import { FAMILIES } from './families.ts';
import type { Judging } from './judge-document.ts';
import { JUDGES } from './judges.ts';

/**
 * What options come to.
 *
 * @throws UserError when a rule is not known, or the definitions of `crds` cannot be used
 */
export async function judgingOf(
  { rules, crds, strict, skip, minSeverity }: Omit<CheckOptions, 'output'>,
  shipped: ShippedCatalog,
): Promise<Judging> {
  const families = rules === 'all' ? FAMILIES : [rules];
  return {
    catalog: crds === undefined ? shipped : firstOf(await crdsAt(crds, shipped), shipped),
    judges: families.map((family) => JUDGES[family]),
    strict: strict === true,
    skip: skip.length === 0 ? new Set() : await rulesOf(skip),
    minSeverity,
  };
}

async function crdsAt(path: string, { objectMeta }: ShippedCatalog) {
  const { loadCrds } = await import('./load-crds.ts');
  return loadCrds(path, objectMeta);
}

async function rulesOf(names: readonly string[]): Promise<ReadonlySet<string>> {
  const { findRule } = await import('../explain/find-rule.ts');
  return new Set(names.map((name) => findRule(name).rule));
}
