import { memberPointer } from 'kube-strict/ground/json-pointer.ts';
import { isCertificates, isReference } from 'kube-strict/ground/secrets.ts';
import { textMembersAt } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** Secrets in Git hold references only. */
export const secretValue: PolicyRule = {
  id: 'policy/secret-value',
  severity: 'error',
  title: 'A Secret in Git holds references, not values',
  why: 'Whoever can read the repository, or its history, has the secret.',
  fix: 'Let External Secrets Operator or another store make the Secret, or seal the value for the TEE ("sealed....").',
  docs: 'Document section 3.2; confidential-containers/guest-components, confidential-data-hub/docs/SEALED_SECRET.md',
  appliesTo: isKind('', 'Secret'),
  check: (object) => [
    ...textMembersAt(object, '/data').flatMap(({ key, value }) =>
      isHarmless(decoded(value)) ? [] : [finding('/data', key)],
    ),
    ...textMembersAt(object, '/stringData').flatMap(({ key, value }) =>
      isHarmless(value) ? [] : [finding('/stringData', key)],
    ),
  ],
};

/** SOPS encrypts the value in place of its base64. */
function decoded(value: string): string {
  return isReference(value) ? value : Buffer.from(value, 'base64').toString('utf8');
}

function isHarmless(value: string): boolean {
  return value.trim() === '' || isReference(value) || isCertificates(value);
}

function finding(pointer: string, key: string) {
  return {
    path: memberPointer(pointer, key),
    message: 'Expected a sealed secret or a reference; the manifest holds the value itself.',
  };
}
