import { PACKAGES } from '../constructs/operators/packages.ts';
import type { Profile } from '../profiles/profile.ts';
import { csvVersion } from '../profiles/rules/starting-csv.ts';
import { usedOperators } from '../profiles/rules/used-operators.ts';
import type { GateInstalledOperator } from '../rollout/gates/gate-cluster.ts';

type Name = keyof Profile['operators'];

/** The operators of a cluster that somebody else has installed. */
export function installedOperators(profile: Profile): GateInstalledOperator[] {
  return usedOperators(profile)
    .filter((name) => profile.operators[name].installed)
    .map((name) => {
      const { startingCSV } = profile.operators[name];
      const atLeast = startingCSV === undefined ? undefined : csvVersion(name, startingCSV);
      return {
        name: PACKAGES[name].packageName,
        namespace: operatorNamespace(profile, name),
        owns: PACKAGES[name].owns,
        ...(atLeast !== undefined && { atLeast }),
      };
    });
}

/** Namespace that an operator is in. */
export function operatorNamespace({ operators }: Pick<Profile, 'operators'>, name: Name): string {
  return operators[name].namespace ?? PACKAGES[name].namespace;
}
