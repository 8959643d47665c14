import { leastMemoryLimit } from '../../initdata/guest-memory.ts';
import type { Rule } from './rule.ts';

/** Refuses memory limits with which the node would kill the VM as it starts; see policy/vm-memory. */
export const workloadMemory: Rule = ({ tee, workloads }) =>
  workloads.flatMap(({ resources, memoryMiB, encryptedVolume }, index) => {
    const limit = mebibytes(resources?.limits?.memory);
    // The containers of an encrypted volume have no limit, and so the pod has none.
    if (tee !== 'snp' || limit === undefined || encryptedVolume !== undefined) return [];
    const least = leastMemoryLimit(memoryMiB);
    if (limit >= least) return [];
    return [
      {
        path: ['workloads', index, 'resources', 'limits', 'memory'],
        message: `expected at least ${least}Mi with tee snp, found ${resources?.limits?.memory}: the VM alone has ${least - 256} MiB, and the node kills it as it starts`,
        fix: `write ${least}Mi or more, or remove it${memoryMiB === undefined ? '' : '; or make memoryMiB smaller'}`,
      },
    ];
  });

/** Of an amount as the schema takes it. */
function mebibytes(amount: string | undefined): number | undefined {
  if (amount === undefined) return undefined;
  const number = Number.parseInt(amount, 10);
  return amount.endsWith('Gi') ? number * 1024 : number;
}
