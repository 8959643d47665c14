import type { Rule } from './rule.ts';

/** Refuses settings of parts that the profile does not have: who wrote them expects something of them. */
export const noEffect: Rule = ({ tee, gpu }, written) => {
  const unused = [
    { given: tee === 'snp' && written.pccs, path: ['pccs'], needs: 'tee: tdx' },
    {
      given: tee === 'snp' && written.operators?.intelDevicePlugins,
      path: ['operators', 'intelDevicePlugins'],
      needs: 'tee: tdx',
    },
    { given: gpu === 'none' && written.operators?.gpu, path: ['operators', 'gpu'], needs: 'gpu: nvidia' },
    {
      given: gpu === 'none' && written.nodes?.iommuKernelArguments !== undefined,
      path: ['nodes', 'iommuKernelArguments'],
      needs: 'gpu: nvidia',
    },
  ];
  return unused
    .filter(({ given }) => given)
    .map(({ path, needs }) => ({
      path,
      message: `has no effect without "${needs}"`,
      fix: `remove it, or write "${needs}"`,
    }));
};
