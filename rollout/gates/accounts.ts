import type { Gate } from '../steps.ts';
import { type GateAccess, gateAccess, merged } from './access.ts';
import type { GateCluster } from './gate-cluster.ts';

/** A service account of gates, with the rights of these gates and no others. */
export interface GateAccount {
  readonly name: string;
  readonly gates: readonly Gate['code'][];
  readonly rights: readonly GateAccess[];
}

/**
 * An account for each need, so that whoever gets the token of one gate gets no more than that gate may do.
 *
 * An account whose rights are narrowed by a later version of this program has to get another name there: the gates of
 * the version before may still run when the first stage of the next one is applied, and finish under the old one.
 */
const ACCOUNTS: Readonly<Record<string, readonly Gate['code'][]>> = {
  'coco-gitops-approve': ['G0'],
  'coco-gitops-unmark': ['G1'],
  'coco-gitops-read': ['G2', 'G3', 'G4', 'G6', 'G7', 'G8'],
  'coco-gitops-reconcile': ['G5'],
  'coco-gitops-remove': ['remove'],
};

/** The account of the versions before, one for all gates. What an upgrade leaves of it is removed by a person. */
export const FORMER_ACCOUNT = 'coco-gitops-gates';

/** Name of the account under which a gate runs. */
export function accountOf(code: Gate['code']): string {
  const found = Object.entries(ACCOUNTS).find(([, gates]) => gates.includes(code));
  if (found === undefined) throw new Error(`gate ${code} has no account`);
  return found[0];
}

/** The accounts of the gates that a cluster has. */
export function gateAccounts(codes: readonly Gate['code'][], cluster: GateCluster): readonly GateAccount[] {
  return Object.entries(ACCOUNTS).flatMap(([name, all]) => {
    const gates = all.filter((code) => codes.includes(code));
    const rights = merged(gates.flatMap((code) => gateAccess(code, cluster)));
    return gates.length === 0 ? [] : [{ name, gates, rights }];
  });
}
