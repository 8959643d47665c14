import type { Rule } from './rule.ts';

/** Refuses to leave out the kernel arguments for GPUs where they do something: Linux has AMD's IOMMU on by itself, not Intel's. */
export const iommuArguments: Rule = ({ tee, gpu, nodes }) => {
  if (tee !== 'tdx' || gpu !== 'nvidia' || nodes.iommuKernelArguments) return [];
  return [
    {
      path: ['nodes', 'iommuKernelArguments'],
      message: 'false with tee tdx: the IOMMU of Intel is off without them, and no GPU can be passed through',
      fix: 'remove it',
    },
  ];
};
