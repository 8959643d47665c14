import * as z from 'zod';
import { initdata, trustee } from './attestation.ts';
import { gitops } from './gitops.ts';
import { images } from './images.ts';
import { operators } from './operators.ts';
import { pccs } from './pccs.ts';
import { dnsLabel, dnsSubdomain, matchLabels } from './values.ts';
import { verification } from './verification.ts';
import { workload } from './workload.ts';

const openshift = z
  .string('expected a version such as "4.21.9"')
  .regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, 'expected a version such as "4.21.9"')
  .describe(
    'Version of the cluster. Oldest: 4.19.28, 4.20.18, 4.21.9; with GPUs 4.21.9 (document Tables 1.1, 1.2).',
  );

const nodes = z
  .strictObject({
    expected: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe(
        'How many nodes run confidential pods. Known for compact (3) and single-node (1); required for multi-node.',
      ),
    selector: matchLabels
      .optional()
      .describe(
        'Labels of the worker nodes to use (multi-node only). Left out: every worker that can run Kata. A node that a change adds or takes away reboots.',
      ),
    iommuKernelArguments: z
      .boolean()
      .default(true)
      .describe(
        'Kernel arguments that turn the IOMMU on (document section 3.10.2); used when gpu is nvidia. False only with tee snp, since AMD has it on already. Adding or taking away the arguments reboots every node of the pool once; in the first rollout they come with Kata, and cost a second reboot only on single-node or compact, if at all.',
      ),
  })
  .prefault({})
  .describe('The nodes that run confidential pods.');

const sandboxedContainers = z
  .strictObject({
    deploymentMode: z
      .enum(['MachineConfig', 'DaemonSet', 'DaemonSetFallback'])
      .default('MachineConfig')
      .describe('How the operator installs Kata (document section 3.3).'),
    kataConfig: z
      .strictObject({
        name: dnsSubdomain
          .default('example-kataconfig')
          .describe('A cluster has one KataConfig; keep its name.'),
        checkNodeEligibility: z
          .boolean()
          .default(true)
          .describe('Use only nodes whose labels show that they can run Kata (document section 3.5.1).'),
        logLevel: z
          .enum(['fatal', 'panic', 'error', 'warn', 'info', 'debug', 'trace'])
          .default('info')
          .describe('Log level of CRI-O. Anything but info may cost a second reboot at install.'),
      })
      .prefault({})
      .describe('The KataConfig (document section 3.5).'),
  })
  .prefault({})
  .describe('OpenShift sandboxed containers.');

/** One cluster. Everything has a default but what only its owner knows. */
export const profileSchema = z
  .strictObject({
    name: dnsLabel.optional().describe('Name of the folder below dist/. Left out: the name of the file.'),
    tee: z
      .enum(['tdx', 'snp'])
      .describe('Trusted execution environment: Intel TDX or AMD SEV-SNP. One per cluster.'),
    gpu: z.enum(['none', 'nvidia']).default('none').describe('Confidential GPUs.'),
    topology: z
      .enum(['multi-node', 'compact', 'single-node'])
      .describe(
        'multi-node: own workers; compact: three control plane nodes that also work; single-node: one.',
      ),
    openshift,
    nodes,
    operators,
    sandboxedContainers,
    trustee,
    initdata,
    pccs,
    images,
    verification,
    workloads: z.array(workload).default([]).describe('Confidential pods to run.'),
    gitops,
  })
  .describe('A cluster that runs confidential containers.');

/** A profile as it is written, before defaults. */
export type ProfileInput = z.input<typeof profileSchema>;
/** A profile whose shape is right, with the schema's own defaults. */
export type ParsedProfile = z.output<typeof profileSchema>;
