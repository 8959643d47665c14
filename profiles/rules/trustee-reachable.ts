import type { Rule } from './rule.ts';

/**
 * Refuses a key broker service that a guest cannot reach, or that is on the cluster which it is to keep out: who
 * administers that cluster would hand out the keys (document chapter 1).
 */
export const trusteeReachable: Rule = ({ trustee }) => {
  const { hostname } = new URL(trustee.url);
  const reason = unreachable(hostname.replace(/\.$/, ''));
  if (reason === undefined) return [];
  return [
    {
      path: ['trustee', 'url'],
      message: `expected the key broker service as a guest reaches it, found ${hostname}, which ${reason}`,
      fix: 'write its URL on the trusted cluster, such as that of its Route: oc get route -A --context TRUSTED',
    },
  ];
};

function unreachable(host: string): string | undefined {
  if (/^(?:.+\.)?localhost$|^127\.|^\[::1\]$|^0\.0\.0\.0$|^\[::\]$/.test(host))
    return 'in a guest is the guest itself';
  if (/\.svc$|\.cluster\.local$/.test(host)) {
    return 'is the name of a Service of the same cluster; Trustee belongs on another, trusted one';
  }
  return undefined;
}
