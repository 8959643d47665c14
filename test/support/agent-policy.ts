import { AGENT_REQUESTS } from '../../initdata/agent-requests.ts';

/** Defaults, a line each, for all that pods need to start and to stop; whatever they ask for. */
export const NEEDED_BY_PODS: readonly string[] = AGENT_REQUESTS.filter(
  ({ need }) => need !== 'price' && need !== 'nothing',
).map(({ name }) => `default ${name} := true`);
