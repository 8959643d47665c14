import type { Rule } from './rule.ts';

/** Refuses names of variables that no API server takes (kubernetes, IsRelaxedEnvVarName). */
export const workloadEnv: Rule = ({ workloads }) =>
  workloads.flatMap(({ env = {} }, index) =>
    Object.keys(env)
      .filter((name) => !/^[ -<>-~]+$/.test(name))
      .map((name) => ({
        path: ['workloads', index, 'env', name],
        message: 'expected a name of printable ASCII characters but for "="',
        fix: 'give the variable another name, such as MODE',
      })),
  );
