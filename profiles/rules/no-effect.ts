import type { Rule } from './rule.ts';

/** Refuses settings of parts that the profile does not have: who wrote them expects something of them. */
export const noEffect: Rule = ({ tee, gpu, gitops }, written) => {
  const { argocd, flux } = written.gitops ?? {};
  // Those that protect something: who wrote them counts on it.
  const engineSettings = [
    ['argocd', 'signatureKeys', argocd?.signatureKeys],
    ['flux', 'verify', flux?.verify],
    ['flux', 'serviceAccountName', flux?.serviceAccountName],
  ] as const;
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
    ...engineSettings.map(([engine, key, given]) => ({
      given: !gitops.engines.includes(engine) && given,
      path: ['gitops', engine, key],
      needs: `engines: [${engine}]`,
    })),
  ];
  return unused
    .filter(({ given }) => given)
    .map(({ path, needs }) => ({
      path,
      message: `has no effect without "${needs}"`,
      fix: `remove it, or write "${needs}"`,
    }));
};
