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
    signatureKeys: z
      .array(
        z
          .string()
          .regex(
            /^([0-9A-F]{16}|[0-9A-F]{40})$/,
            'expected the ID of a GnuPG key: 16 or 40 hexadecimal digits in upper case, without blanks',
          ),
      )
      .min(1)
      .optional()
      .describe(
        'IDs of GnuPG keys, or of the subkeys that sign: only a revision that one of them has signed is synced. Argo CD has to have the keys. Left out: whatever is pushed is synced.',
      ),
  })
  .prefault({})
  .describe('The Argo CD instance, which runs on the cluster itself.');

const flux = z
  .strictObject({
    namespace: dnsLabel.default('flux-system').describe('Namespace of the Flux controllers.'),
    secret: dnsSubdomain
      .optional()
      .describe('Secret there that holds what Flux needs to read the repository. Left out: it is public.'),
    verify: z
      .strictObject({
        secret: dnsSubdomain.describe(
          'Secret there with the public keys of those who may sign: NAME.asc (GnuPG), NAME.sshpub (SSH).',
        ),
        mode: z
          .enum(['HEAD', 'Tag', 'TagAndHEAD'])
          .default('HEAD')
          .describe(
            'What has to be signed: the commit, the tag, or both. With a tag, revision is refs/tags/NAME.',
          ),
      })
      .optional()
      .describe(
        'Only a revision that is signed by a key of the Secret is applied. Left out: whatever is pushed is applied.',
      ),
    serviceAccountName: dnsSubdomain
      .optional()
      .describe(
        'Account with which Flux applies, in that namespace; it is rendered with the rights that it needs. Left out: the account of Flux, which as installed may do everything.',
      ),
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
