import * as z from 'zod';
import { dnsLabel, image } from './values.ts';

/** A confidential pod (document sections 3.7 and 3.9; with GPUs, 3.10). */
export const workload = z.strictObject({
  name: dnsLabel.describe('Name of the pod and of its container.'),
  namespace: dnsLabel
    .default('confidential-workloads')
    .describe('Its namespace, made by us; never that of an operator.'),
  image: image.describe('Image by digest, which the guest pulls itself.'),
  command: z.array(z.string()).optional().describe('Command; left out, that of the image.'),
  args: z.array(z.string()).optional().describe('Arguments of the command.'),
  gpus: z.int().min(0).max(8).default(0).describe('Confidential NVIDIA GPUs that are passed through.'),
  memoryMiB: z.int().min(256).optional().describe('Memory of the confidential VM, in MiB.'),
});

/** What the schema gives for one workload. */
export type WorkloadSettings = z.output<typeof workload>;
