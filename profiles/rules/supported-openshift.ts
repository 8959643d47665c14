import { minimumOpenshift } from '../../rollout/minimum-openshift.ts';
import type { ParsedProfile } from '../schema/profile.ts';
import { isAtLeast, openshiftVersion } from './openshift-version.ts';
import type { Rule } from './rule.ts';

const DOCUMENT = 'OpenShift sandboxed containers 1.12';
const SUPPORTED_ARCHITECTURES = `${DOCUMENT}, Table 1.1`;
const FEATURES_BY_VERSION = `${DOCUMENT}, Table 1.2`;

/**
 * Refuses clusters that are too old. The operator does not fail there: it only sets a condition and makes no
 * confidential runtime class (sandboxed-containers-operator, `UnsupportedOCPVersion`).
 */
export const supportedOpenshift: Rule = (profile) => {
  const { minimum, table } = requirement(profile);
  if (isAtLeast(openshiftVersion(profile), minimum)) return [];
  const oldest = minimum.join('.');
  const use = profile.gpu === 'nvidia' ? ' with GPUs' : '';
  return [
    {
      path: ['openshift'],
      message: `expected at least ${oldest}${use} (${table}), found ${profile.openshift}`,
      fix: `update the cluster to ${oldest} or later, then write its version here`,
    },
  ];
};

function requirement(profile: ParsedProfile): { minimum: readonly number[]; table: string } {
  const minimums = minimumOpenshift(profile);
  const [major, minor] = openshiftVersion(profile);
  const own = minimums.find((first) => first[0] === major && first[1] === minor);
  const table = own === undefined || profile.gpu === 'nvidia' ? SUPPORTED_ARCHITECTURES : FEATURES_BY_VERSION;
  return { minimum: own ?? minimums[0], table };
}
