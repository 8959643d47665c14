import { judgeByApi, judgeByFamily } from 'kube-strict/check/judges.ts';
import type { Judging } from 'kube-strict/check/judging-run.ts';
import type { Tool } from 'kube-strict/report/tool.ts';
import { kubernetesCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { CHECK, RULES } from '../../../../cli/rules.ts';
import { policyFamily } from '../../../../policy/family.ts';
import type { PolicyOptions } from '../../../../policy/index.ts';

/** This program, as reports name it. */
export const TOOL: Tool = { name: 'coco-gitops', command: CHECK, version: '1.2.3', rules: RULES };

/** How to judge in this process: by all rules, with the kinds of Kubernetes. */
export function judging(more: Partial<Judging> = {}, policy: PolicyOptions = {}): Judging {
  return {
    catalog: kubernetesCatalog,
    tool: TOOL,
    judges: [judgeByApi, judgeByFamily(policyFamily(policy))],
    strict: false,
    kinds: [],
    distinctKinds: new Set(),
    purposeOf: () => undefined,
    purposeOfValue: () => undefined,
    told: new Set(),
    isSubstituted: () => false,
    skip: new Set(),
    minSeverity: 'info',
    chunksOf: () => [],
    objectsOf: () => [],
    clusters: { of: () => [] },
    ...more,
  };
}
