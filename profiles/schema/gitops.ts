import * as z from 'zod';
import { dnsLabel, dnsSubdomain } from './values.ts';

const argocd = z
  .strictObject({
    version: z
      .string('expected a version such as "3.3"')
      .regex(/^\d{1,2}\.\d{1,2}$/, 'expected a version such as "3.3"')
      .default('3.3')
      .describe(
        'Version of Argo CD, at least 2.14. OpenShift GitOps 1.17 has 3.0, 1.18 and 1.19 have 3.1, 1.20 has 3.3, 1.21 has 3.4.',
      ),
    namespace: dnsLabel.default('openshift-gitops').describe('Namespace of the Argo CD instance.'),
    controllerServiceAccount: dnsSubdomain
      .default('openshift-gitops-argocd-application-controller')
      .describe('Service account of its application controller.'),
  })
  .prefault({})
  .describe('The Argo CD instance, which runs on the cluster itself.');

const flux = z
  .strictObject({
    namespace: dnsLabel.default('flux-system').describe('Namespace of the Flux controllers.'),
    secret: dnsSubdomain
      .optional()
      .describe('Secret there that holds what Flux needs to read the repository. Left out: it is public.'),
  })
  .prefault({})
  .describe('Flux, which runs on the cluster itself.');

/** Where the rendered manifests live and what syncs them. */
export const gitops = z
  .strictObject({
    repository: z
      .string()
      .regex(
        /^(https:\/\/|ssh:\/\/git@|git@)[^\s@]+$/,
        'expected an https:// or ssh Git URL without a password',
      )
      .describe('Repository that holds dist/.'),
    revision: z
      .string()
      .regex(/^\w[\w./@+-]{0,254}$/, 'expected a branch, tag or commit')
      .default('main')
      .describe('Branch, tag or commit to sync.'),
    path: z
      .string()
      .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, 'expected a relative path without ".."')
      .optional()
      .describe('Folder of this profile in the repository. Left out: dist/<name>.'),
    engines: z
      .array(z.enum(['argocd', 'flux']))
      .min(1)
      .default(['argocd', 'flux'])
      .describe('What may sync the repository; only one of them may be used on a cluster.'),
    argocd,
    flux,
  })
  .describe('Where the rendered manifests live and what syncs them.');
