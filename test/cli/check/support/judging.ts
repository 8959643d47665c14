import type { Judging } from '../../../../cli/check/judge-document.ts';
import { JUDGES } from '../../../../cli/check/judges.ts';
import { policyContext } from '../../../../validation/policy/index.ts';
import { kubernetesCatalog } from '../../../validation/support/catalogs.ts';

/** How to judge in this process: by all rules, with the kinds of Kubernetes. */
export function judging(more: Partial<Judging> = {}): Judging {
  return {
    catalog: kubernetesCatalog,
    judges: Object.values(JUDGES),
    strict: false,
    kinds: [],
    purposeOf: () => undefined,
    told: new Set(),
    isSubstituted: () => false,
    skip: new Set(),
    minSeverity: 'info',
    chunksOf: () => [],
    policy: policyContext([]),
    objectsOf: () => [],
    clusters: { of: () => [policyContext([])] },
    ...more,
  };
}
