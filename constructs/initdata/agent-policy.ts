import { AGENT_REQUESTS } from '../../initdata/agent-requests.ts';
import { CONDITIONS } from './agent-policy-conditions.ts';

/**
 * The default policy, in Rego: what the table of requests says of each. The document's sample (section 3.6) defines
 * `ExecProcessRequest` twice, which Rego refuses ("multiple default rules"), and allows whatever it is asked for, files at any
 * path and swapping to a disk of the host among it.
 */
export function closedAgentPolicy(): string {
  const rules = [...AGENT_REQUESTS]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, byDefault }) => `default ${name} := ${byDefault === 'allow'}`);
  return ['package agent_policy', '', 'import rego.v1', '', ...rules, CONDITIONS].join('\n');
}
