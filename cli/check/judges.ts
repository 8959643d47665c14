import type { Catalog } from '../../validation/catalog/catalog.ts';
import type { Finding } from '../../validation/finding.ts';
import type { PolicyContext } from '../../validation/policy/index.ts';
import { validateObject } from '../../validation/validate.ts';
import type { ClusterContexts } from './clusters/contexts.ts';
import type { Family } from './families.ts';
import { judgeInClusters } from './judge-in-clusters.ts';

/** Judges one object by one family of rules. */
export type Judge = (object: unknown, context: JudgeContext, file: string) => Judged;

/** What objects are judged by. */
export interface JudgeContext {
  readonly catalog: Catalog;
  readonly policy: PolicyContext;
  readonly clusters: ClusterContexts;
}

export interface Judged {
  readonly findings: readonly Finding[];
  /** Whether the object could be judged; not when no schema is known for its kind. */
  readonly known: boolean;
}

/** Another family is another entry here, and in `FAMILIES`. */
export const JUDGES: Readonly<Record<Family, Judge>> = {
  api(object, { catalog }) {
    const { kind, unreadable, findings } = validateObject(object, catalog);
    return { findings, known: kind !== undefined || unreadable === true };
  },
  policy: (object, { policy, clusters }, file) => ({
    findings: judgeInClusters(object, policy, () => clusters.of(file)),
    known: true,
  }),
};
