import type { Catalog } from '../validation/catalog/catalog.ts';
import type { Finding } from '../validation/finding.ts';
import { validateObject } from '../validation/validate.ts';
import type { ClusterContexts } from './clusters/contexts.ts';
import { judgeInClusters } from './judge-in-clusters.ts';
import type { RuleFamily } from './rule-family.ts';

/** Judges one object by one family of rules. */
export type Judge = (object: unknown, context: JudgeContext, file: string) => Judged;

/** What objects are judged by. */
export interface JudgeContext {
  readonly catalog: Catalog;
  readonly clusters: ClusterContexts;
}

export interface Judged {
  readonly findings: readonly Finding[];
  /** Whether the object could be judged; not when no schema is known for its kind. */
  readonly known: boolean;
}

/** The rules of the API server. */
export const judgeByApi: Judge = (object, { catalog }) => {
  const { kind, unreadable, findings } = validateObject(object, catalog);
  return { findings, known: kind !== undefined || unreadable === true };
};

/** A family of rules that a program adds. */
export function judgeByFamily(family: RuleFamily): Judge {
  return (object, { clusters }, file) => ({
    findings: judgeInClusters(object, family, () => clusters.of(file)),
    known: true,
  });
}
