import { kbsCertificateProblems } from '../../initdata/kbs-problems.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { initdataFindings } from '../support/initdata-rule.ts';

/** Both programs of the guest trust the key broker service, now. */
export const kbsCertificate: PolicyRule = {
  id: 'policy/kbs-certificate',
  severity: 'error',
  title: 'Both programs of the guest trust the KBS',
  why: 'Without the certificate of a private CA, or with one that is over, attestation fails in every new pod.',
  fix: 'Write the current certificate into aa.toml as [token_configs.kbs] cert, and into cdh.toml as [kbc] kbs_cert.',
  docs: 'Document section 3.6, whose aa.toml lacks it; confidential-containers/guest-components attestation-agent',
  appliesTo: () => true,
  check: (object, context) => initdataFindings(object, context, kbsCertificateProblems),
};
