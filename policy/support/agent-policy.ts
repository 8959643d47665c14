import type { PolicyProblem } from '../../initdata/policy-problems.ts';
import type { PolicyFinding } from '../policy-rule.ts';

/** What is to be said of an agent policy, as findings on the annotation that holds it. */
export function policyFindings(path: string, problems: readonly PolicyProblem[]): PolicyFinding[] {
  return problems.map(({ severity, line, message, fix }) => {
    const place = line === undefined ? 'The agent policy ' : `The agent policy, line ${line}: `;
    return {
      path,
      severity,
      message: `${place}${message}.`,
      fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`,
    };
  });
}
