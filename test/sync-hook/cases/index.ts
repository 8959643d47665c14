import type { ChangeCase, VerdictCase } from '../support/case.ts';
import { asInGitCases } from './as-in-git.ts';
import { fitCases } from './fit.ts';
import { installedCases } from './installed.ts';
import { kataCases } from './kata.ts';
import { nodeCases } from './nodes.ts';
import { operatorChangeCases } from './operator-changes.ts';
import { approvalCases, operatorCases } from './operators.ts';
import { poolCases } from './pool.ts';
import { poolNodeCases } from './pool-nodes.ts';
import { poolSpecCases } from './pool-spec.ts';
import { poolsCases } from './pools.ts';
import { preflightCases } from './preflight.ts';
import { removalCases } from './removal.ts';
import { renderedCases } from './rendered.ts';
import { reconcileCases, runtimeClassCases } from './runtime-classes.ts';
import { serviceCases } from './services.ts';
import { verificationCases } from './verification.ts';

/** What each condition says of a cluster that is ready but for one change. */
export const VERDICT_CASES: readonly VerdictCase[] = [
  ...preflightCases,
  ...poolsCases,
  ...asInGitCases,
  ...operatorCases,
  ...installedCases,
  ...operatorChangeCases,
  ...nodeCases,
  ...poolCases,
  ...renderedCases,
  ...poolSpecCases,
  ...poolNodeCases,
  ...fitCases,
  ...kataCases,
  ...runtimeClassCases,
  ...serviceCases,
  ...removalCases,
  ...verificationCases,
];

/** What the gates do to a cluster. */
export const CHANGE_CASES: readonly ChangeCase[] = [...approvalCases, ...reconcileCases];
