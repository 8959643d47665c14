import { settingProblems } from '../../initdata/problems.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { initdataFindings } from '../support/initdata-rule.ts';

/** The programs of the guest read every setting of the initdata. */
export const initdataSettings: PolicyRule = {
  id: 'policy/initdata-settings',
  severity: 'error',
  title: 'Settings that the programs of the guest read',
  why: 'A program of the guest ends over a setting that it refuses, and passes over one that it does not know, such as a misspelt signature policy: the guest then works without it, and says nothing.',
  fix: 'Correct the key, its type or its place; docs/guest-settings.md has every key of each release.',
  docs: 'confidential-containers/guest-components v0.17.0 and v0.20.0, attestation-agent/attestation-agent/src/config, confidential-data-hub/hub/src/config.rs, image-rs/src; kata-containers/kata-containers src/agent/src/initdata.rs',
  appliesTo: () => true,
  check: (object, context) => initdataFindings(object, context, settingProblems),
};
