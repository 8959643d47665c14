import type { Rule } from './rule.ts';

/** Asks for a fixed node where the database is on one: when the pod moves, the platform registrations stay behind. */
export const pccsStorage: Rule = ({ tee, topology, pccs }) => {
  if (tee !== 'tdx' || topology === 'single-node') return [];
  if (pccs.storage.type !== 'host-path' || pccs.node !== undefined) return [];
  return [
    {
      path: ['pccs', 'node'],
      message:
        'missing, and storage is host-path: the database is on one node, and stays behind when the pod moves to another',
      fix: 'add "node:" with the kubernetes.io/hostname of a node below "pccs:", or use storage of type persistent-volume-claim',
    },
  ];
};
