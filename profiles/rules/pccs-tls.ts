import type { Rule } from './rule.ts';

/** Asks for the sealed key and certificate of PCCS where they come from a Secret, and refuses them where they do not. */
export const pccsTls: Rule = ({ tee, pccs: { secrets, tls } }) => {
  if (tee !== 'tdx' || secrets.source !== 'sealed-secrets') return [];
  const given = secrets.encrypted['pccs-tls'] !== undefined;
  const path = ['pccs', 'secrets', 'encrypted', 'pccs-tls'];
  if (tls.source === 'secret' && !given) {
    return [
      {
        path,
        message: 'missing, and PCCS takes its key and certificate from this Secret',
        fix: 'seal again with both (coco-gitops seal), or set tls to { source: cert-manager, issuer: { name: NAME } }',
      },
    ];
  }
  if (tls.source === 'cert-manager' && given) {
    return [
      {
        path,
        message: 'has no effect with tls.source cert-manager',
        fix: 'remove it, or set tls.source to secret',
      },
    ];
  }
  return [];
};
