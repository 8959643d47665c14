import * as z from 'zod';
import { dnsLabel, dnsSubdomain } from './values.ts';

interface OperatorDefaults {
  readonly channel: string;
  readonly source: string;
}

function operator(title: string, defaults: OperatorDefaults) {
  return z
    .strictObject({
      installed: z
        .boolean()
        .default(false)
        .describe(
          'Whether somebody else has installed it: then no Subscription, OperatorGroup and Namespace of it are rendered, and the first gate looks at the version that is there.',
        ),
      namespace: dnsLabel
        .optional()
        .describe('With installed: namespace of its ClusterServiceVersion. Left out: the documented one.'),
      channel: z.string().min(1).default(defaults.channel).describe('Update channel of the package.'),
      source: dnsSubdomain
        .default(defaults.source)
        .describe(
          'CatalogSource. Mirrored catalogs have other names, such as cs-redhat-operator-index-v4-21.',
        ),
      sourceNamespace: dnsLabel.default('openshift-marketplace').describe('Namespace of the CatalogSource.'),
      approval: z
        .enum(['Automatic', 'Manual'])
        .default('Automatic')
        .describe('Who approves an InstallPlan. Manual keeps the version; Automatic follows the channel.'),
      startingCSV: dnsSubdomain
        .optional()
        .describe(
          'The first version to install; Automatic approval does not hold later ones back. With installed: the oldest version that will do. Left out, in the default channel: the version that goes with OpenShift sandboxed containers 1.12, if one is known.',
        ),
    })
    .prefault({})
    .describe(title);
}

/** The operators of the document, with the channels and catalogs that it names (chapter 2; sections 3.1, 3.2, 3.10). */
export const operators = z
  .strictObject({
    nodeFeatureDiscovery: operator('Node Feature Discovery.', {
      channel: 'stable',
      source: 'redhat-operators',
    }),
    sandboxedContainers: operator('OpenShift sandboxed containers.', {
      channel: 'stable',
      source: 'redhat-operators',
    }),
    intelDevicePlugins: operator('Intel device plugins; used when tee is tdx.', {
      channel: 'stable',
      source: 'certified-operators',
    }),
    gpu: operator('NVIDIA GPU operator; used when gpu is nvidia. Channels before v26.3 cannot run Kata.', {
      channel: 'v26.3',
      source: 'certified-operators',
    }),
  })
  .prefault({})
  .describe('How each operator is installed.');

/** What the schema gives for one operator. */
export type OperatorSettings = z.output<typeof operators>[keyof z.output<typeof operators>];
