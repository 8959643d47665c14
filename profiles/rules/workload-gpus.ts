import type { Rule } from './rule.ts';

/** Refuses a workload with GPUs on a cluster that is not set up for them: its pod would stay pending. */
export const workloadGpus: Rule = ({ gpu, workloads }) =>
  workloads.flatMap(({ gpus }, index) => {
    if (gpus === 0 || gpu === 'nvidia') return [];
    return [
      {
        path: ['workloads', index, 'gpus'],
        message: `expected 0 with gpu ${gpu}, found ${gpus}`,
        fix: 'write "gpu: nvidia" at the top of the profile, or remove gpus',
      },
    ];
  });
