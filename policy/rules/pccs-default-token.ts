import { createHash } from 'node:crypto';
import { textsIn } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { DEFAULT_PCCS_TOKENS } from '../support/pccs.ts';

/** As they are, hashed as PCCS wants them, and either in base64 as in a Secret. */
const KNOWN = new Set(
  DEFAULT_PCCS_TOKENS.flatMap((token) => [token, createHash('sha512').update(token).digest('hex')]).flatMap(
    (value) => [value, Buffer.from(value).toString('base64')],
  ),
);

/** The tokens of the Intel PCCS are not the ones that everybody knows. */
export const pccsDefaultToken: PolicyRule = {
  id: 'policy/pccs-default-token',
  severity: 'error',
  title: 'PCCS tokens are not the default ones',
  why: 'Whoever reaches PCCS can use them to read and to replace the certificates that quotes are made with.',
  fix: 'Make random tokens, one for users and another for administrators, and hand them over in a Secret.',
  docs: 'Document section 3.2, whose commands fall back to "mytoken"',
  appliesTo: () => true,
  check: (object) =>
    textsIn(object).flatMap(({ path, value }) =>
      KNOWN.has(value.trim()) ? [{ path, message: 'Holds a default token of PCCS, or its hash.' }] : [],
    ),
};
