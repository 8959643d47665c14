import * as z from 'zod';
import { WORKLOAD_KINDS } from '../../constructs/workload/workload-kinds.ts';
import { cron, dnsLabel, dnsSubdomain, image } from './values.ts';

const kbsResource = z
  .string()
  .regex(/^kbs:\/\/\/[\w.-]+\/[\w.-]+\/[\w.-]+$/, 'expected kbs:///<repository>/<type>/<tag>');

const amounts = z
  .strictObject({
    cpu: z
      .string()
      .regex(/^[0-9]+m?$/, 'expected an amount such as "500m" or "2"')
      .optional()
      .describe('Processors.'),
    memory: z
      .string()
      .regex(/^[1-9][0-9]*(Mi|Gi)$/, 'expected an amount such as 2Gi')
      .optional()
      .describe('Memory.'),
  })
  .optional();

/** Document section 3.9.1. */
const encryptedVolume = z
  .strictObject({
    size: z
      .string()
      .regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/, 'expected a size such as 10Gi')
      .describe('Size of the claim.'),
    storageClass: dnsSubdomain
      .optional()
      .describe('Storage class with block devices. Left out: the default class of the cluster.'),
    mountPath: z
      .string()
      .max(256)
      .regex(/^(\/[\w-][\w.-]*)+$/, 'expected an absolute path such as /data')
      .describe('Where the workload finds the file system; nothing may be there but an empty folder.'),
    passphrase: kbsResource.describe('KBS resource with the passphrase, which only the guest gets.'),
    image: image.describe('Image with luks-helper, by digest; the document has one of a test build.'),
  })
  .optional();

/** A confidential workload (document sections 3.7 and 3.9; with GPUs, 3.10). */
export const workload = z.strictObject({
  name: dnsLabel.describe('Name of the object and of its container.'),
  namespace: dnsLabel
    .default('confidential-workloads')
    .describe('Its namespace, made by us; never that of an operator.'),
  kind: z
    .enum(WORKLOAD_KINDS)
    .default('Pod')
    .describe(
      'What makes the pods. A changed Pod has to be deleted before it can be synced; ReplicaSet and ReplicationController leave the pods that they have.',
    ),
  replicas: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe('How many pods there are; not of Pod, Job and CronJob. Left out: 1.'),
  schedule: cron.optional().describe('When a CronJob runs, in the form of cron.'),
  image: image.describe('Image by digest, which the guest pulls itself.'),
  command: z.array(z.string()).optional().describe('Command; left out, that of the image.'),
  args: z.array(z.string()).optional().describe('Arguments of the command.'),
  env: z
    .record(z.string(), z.string())
    .optional()
    .describe('Environment variables, which the cluster sees; a secret as "sealed-secret build" prints it.'),
  ports: z.array(z.int().min(1).max(65_535)).optional().describe('Ports on which the container listens.'),
  resources: z
    .strictObject({
      requests: amounts.describe('What the pod is scheduled by.'),
      limits: amounts.describe(
        'What the pod may use on its node, its VM included: with tee snp, at least memoryMiB (2048 if left out) and 256 MiB, or none.',
      ),
    })
    .optional()
    .describe('Resources of the container.'),
  gpus: z.int().min(0).max(8).default(0).describe('Confidential NVIDIA GPUs that are passed through.'),
  memoryMiB: z.int().min(256).optional().describe('Memory of the confidential VM, in MiB; 2048 if left out.'),
  encryptedVolume: encryptedVolume.describe(
    'A block device that is encrypted in the VM (document section 3.9.1). Its containers are privileged in the VM, and need a command and a shell.',
  ),
});

/** What the schema gives for one workload. */
export type WorkloadSettings = z.output<typeof workload>;
