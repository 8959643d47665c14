import { kbsUrlProblems } from '../../initdata/kbs-problems.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { initdataFindings } from '../support/initdata-rule.ts';

/** The guest reaches its key broker service by HTTPS. */
export const kbsUrl: PolicyRule = {
  id: 'policy/kbs-url',
  severity: 'error',
  title: 'The key broker service is reached by HTTPS',
  why: 'Keys and tokens would pass the host and the network in the clear, or not at all.',
  fix: 'Write the https:// URL of Trustee, as the guest reaches it, in aa.toml and cdh.toml.',
  docs: 'Document section 3.6',
  appliesTo: () => true,
  check: (object, context) =>
    initdataFindings(object, context, (initdata) => kbsUrlProblems(initdata, { insecureHttp: false })),
};
