import { ALLOWED_REQUESTS, CLOSED_REQUESTS } from '../../initdata/agent-requests.ts';

export { CLOSED_REQUESTS };

/**
 * The default policy, in Rego. The document's sample defines `ExecProcessRequest` twice, which Rego refuses
 * ("multiple default rules"); here each request stands once.
 */
export function closedAgentPolicy(): string {
  const rules = [
    ...ALLOWED_REQUESTS.map((request) => [request, true] as const),
    ...CLOSED_REQUESTS.map((request) => [request, false] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'package agent_policy',
    '',
    ...rules.map(([name, allow]) => `default ${name} := ${allow}`),
    '',
  ].join('\n');
}
