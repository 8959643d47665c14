import { formatProblems } from '../../initdata/problems.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';
import { initdataFindings } from '../support/initdata-rule.ts';

/** A guest can read the initdata. */
export const initdataFormat: PolicyRule = {
  id: 'policy/initdata-format',
  severity: 'error',
  title: 'Initdata that a guest can read',
  why: 'The runtime or the agent refuses other initdata, and the pod does not start.',
  fix: 'Make it anew: cat initdata.toml | gzip | base64 -w0.',
  docs: 'Document section 3.6; kata-containers/kata-containers src/libs/kata-types/src/initdata.rs',
  appliesTo: () => true,
  check: (object, context) => [
    ...initdataPlaces(object, context).flatMap(({ path, value, reading }) => {
      // policy/initdata-missing has a word on that.
      if (value === '' || !('fault' in reading)) return [];
      return [{ path, message: `The initdata cannot be used: ${reading.fault}.` }];
    }),
    ...initdataFindings(object, context, formatProblems),
  ],
};
