import { PACKAGES } from '../../constructs/operators/packages.ts';
import { EXAMPLES } from '../examples.ts';
import { type Profile, resolveProfile } from '../profile.ts';
import { RELEASE } from '../release.ts';
import { describeValue } from '../words.ts';
import { isAtLeast } from './openshift-version.ts';
import type { Rule } from './rule.ts';
import { usedOperators } from './used-operators.ts';

type Name = keyof Profile['operators'];

/**
 * Refuses versions that no catalog can have: of another package, not whole, of another channel, or from before the
 * release that is rendered. With one of them nothing would be installed, and nothing on the cluster says why.
 */
export const startingCsv: Rule = (profile) => {
  const { operators } = resolveProfile(profile, '');
  return usedOperators(profile).flatMap((name) => {
    const { startingCSV, channel } = operators[name];
    const words = startingCSV === undefined ? undefined : fault(name, startingCSV, channel);
    return words === undefined ? [] : [{ path: ['operators', name, 'startingCSV'], ...words }];
  });
};

function fault(name: Name, csv: string, channel: string) {
  const { packageName } = PACKAGES[name];
  const found = describeValue(csv);
  const version = csvVersion(name, csv);
  if (version === undefined) {
    const example = EXAMPLES[`operators.${name}.startingCSV`] ?? packageName;
    const bare = /^v?(\d+\.\d+\.\d+)$/.exec(csv)?.[1];
    return {
      message: `expected a whole version of package ${packageName}, such as ${example}, found ${found}`,
      fix:
        bare === undefined ? versionsOf(name, channel) : `write ${example.replace(/\d+\.\d+\.\d+.*$/, bare)}`,
    };
  }
  const [major, minor] = version;
  const ofChannel = /(?:^|-)v?(\d{1,4}\.\d{1,4})$/.exec(channel)?.[1];
  if (ofChannel !== undefined && ofChannel !== `${major}.${minor}`) {
    const prefix = csv.slice(0, csv.indexOf(`${major}.${minor}.`));
    return {
      message: `expected a version of channel ${channel}, found ${found}`,
      fix: `write ${prefix}${ofChannel}.<patch>, or the channel of that version`,
    };
  }
  if (name !== 'sandboxedContainers' || isAtLeast(version, [...RELEASE.minor, 0])) return undefined;
  return {
    message: `expected a version of ${RELEASE.name} or later, for which all of this is made, found ${found}`,
    fix: `write ${RELEASE.firstVersions.sandboxedContainers.csv}, or leave it out`,
  };
}

/** The parts of the version that a name of a ClusterServiceVersion ends in; undefined when it is none of that package. */
export function csvVersion(name: Name, csv: string): readonly [number, number, number] | undefined {
  const { packageName } = PACKAGES[name];
  if (!csv.startsWith(`${packageName}.`)) return undefined;
  // Node Feature Discovery has had names with and without the "v", and the time of its build.
  const found = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-[\w.-]+)?$/.exec(csv.slice(packageName.length + 1));
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** A command that prints the newest version of a channel. */
export function versionsOf(name: Name, channel: string): string {
  const { packageName } = PACKAGES[name];
  return `oc get packagemanifest ${packageName} -n openshift-marketplace -o jsonpath='{.status.channels[?(@.name=="${channel}")].currentCSV}' prints the newest of channel ${channel}`;
}
