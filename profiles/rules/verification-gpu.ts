import type { Rule } from './rule.ts';

/** Refuses to verify GPUs on a cluster that is not set up for them: the pod would stay pending. */
export const verificationGpu: Rule = ({ gpu, verification }) =>
  verification?.gpu === true && gpu === 'none'
    ? [
        {
          path: ['verification', 'gpu'],
          message: `expected false with gpu ${gpu}, found true`,
          fix: 'write "gpu: nvidia" at the top of the profile, or remove it',
        },
      ]
    : [];
