import { resolveProfile } from '../profile.ts';
import { isAtLeast, openshiftVersion } from './openshift-version.ts';
import type { Rule } from './rule.ts';

/** Its bundle is annotated `com.redhat.openshift.versions: v4.14-v4.21`, so that later catalogs leave it out. */
const UP_TO_4_21 = 'gpu-operator-certified.v26.3.0';

/** Refuses a first version of the GPU operator that the catalog of the cluster does not have: nothing would install. */
export const gpuOperatorCatalog: Rule = (profile) => {
  const { startingCSV, installed } = resolveProfile(profile, '').operators.gpu;
  const inCatalog = startingCSV !== UP_TO_4_21 || !isAtLeast(openshiftVersion(profile), [4, 22, 0]);
  if (profile.gpu !== 'nvidia' || installed || inCatalog) return [];
  return [
    {
      path: ['operators', 'gpu', 'startingCSV'],
      message: `${UP_TO_4_21} is made for OpenShift 4.14 to 4.21, and the catalog of ${profile.openshift} does not have it`,
      fix: 'set startingCSV, and channel if need be, to a later version; "oc describe packagemanifest gpu-operator-certified" lists them',
    },
  ];
};
