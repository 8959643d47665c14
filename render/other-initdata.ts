import { closedAgentPolicy } from '../constructs/initdata/agent-policy.ts';
import type { Profile } from '../profiles/profile.ts';
import { clusterInitdataAnnotation } from './initdata.ts';

/** Changes the digest of initdata and nothing else. */
const COMMENT = '# Not the initdata of this cluster: the key broker service has to refuse it.\n';

/** Initdata as every confidential pod of a profile has it, but for a comment in its agent policy, for an annotation. */
export function otherInitdataAnnotation({
  initdata,
  trustee,
}: Pick<Profile, 'initdata' | 'trustee'>): string {
  const policy = initdata.agentPolicy ?? closedAgentPolicy();
  const separator = policy.endsWith('\n') ? '' : '\n';
  return clusterInitdataAnnotation({
    initdata: { ...initdata, agentPolicy: policy + separator + COMMENT },
    trustee,
  });
}
