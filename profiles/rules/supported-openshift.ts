import type { ParsedProfile } from '../schema/profile.ts';
import { isAtLeast, openshiftVersion } from './openshift-version.ts';
import type { Rule } from './rule.ts';

/** First supported version of each minor release (document Table 1.2, bare metal). Later ones need no entry. */
const FIRST_OF_MINOR = [
  [4, 19, 28],
  [4, 20, 18],
  [4, 21, 9],
] as const;

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
  // With GPUs the kubelet feature KubeletPodResourcesGet is needed, which 4.21 is the first to have on.
  if (profile.gpu === 'nvidia') return { minimum: [4, 21, 9], table: SUPPORTED_ARCHITECTURES };
  const [major, minor] = openshiftVersion(profile);
  const own = FIRST_OF_MINOR.find((first) => first[0] === major && first[1] === minor);
  return own === undefined
    ? { minimum: FIRST_OF_MINOR[0], table: SUPPORTED_ARCHITECTURES }
    : { minimum: own, table: FEATURES_BY_VERSION };
}
