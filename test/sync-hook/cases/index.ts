import type { ChangeCase, VerdictCase } from '../support/case.ts';
import { installedCases } from './installed.ts';
import { kataCases, pokeCases } from './kata.ts';
import { nodeCases } from './nodes.ts';
import { approvalCases, operatorCases } from './operators.ts';
import { poolCases } from './pool.ts';
import { poolNodeCases } from './pool-nodes.ts';
import { poolsCases } from './pools.ts';
import { preflightCases } from './preflight.ts';
import { removalCases } from './removal.ts';
import { renderedCases } from './rendered.ts';
import { serviceCases } from './services.ts';
import { verificationCases } from './verification.ts';

/** What each condition says of a cluster that is ready but for one change. */
export const VERDICT_CASES: readonly VerdictCase[] = [
  ...preflightCases,
  ...poolsCases,
  ...operatorCases,
  ...installedCases,
  ...nodeCases,
  ...poolCases,
  ...renderedCases,
  ...poolNodeCases,
  ...kataCases,
  ...serviceCases,
  ...removalCases,
  ...verificationCases,
];

/** What the gates do to a cluster. */
export const CHANGE_CASES: readonly ChangeCase[] = [...approvalCases, ...pokeCases];
