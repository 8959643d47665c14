import * as z from 'zod';
import { dnsSubdomain, hostname, httpsUrl } from './values.ts';

/** Where the attestation service (Red Hat build of Trustee) is, which only the owner of the cluster knows. */
export const trustee = z
  .strictObject({
    url: httpsUrl.describe('URL of the key broker service (KBS), reachable from inside the confidential VM.'),
    certificate: z
      .string()
      .regex(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?$/, {
        message: 'expected one certificate in PEM form',
      })
      .optional()
      .describe('Certificate (PEM) that the guest trusts for the KBS. Leave out when a public CA signed it.'),
  })
  .describe('The attestation service, which runs on another, trusted cluster.');

const kbsResource = z
  .string()
  .regex(/^kbs:\/\/\/[\w.-]+\/[\w.-]+\/[\w.-]+$/, 'expected kbs:///<repository>/<secret>/<key>');

/** Document section 3.6. */
export const initdata = z
  .strictObject({
    algorithm: z
      .enum(['sha256', 'sha384', 'sha512'])
      .optional()
      .describe(
        'Digest of the initdata. Left out: sha384 for tdx (48 byte MRCONFIGID), sha256 for snp (32 byte HOSTDATA).',
      ),
    agentPolicy: z
      .string()
      .optional()
      .describe(
        'Kata agent policy (Rego, package agent_policy). Left out: a closed policy (no exec, no streams, no policy change).',
      ),
    imageSecurityPolicy: kbsResource.optional().describe('KBS resource with the image signature policy.'),
    registryCredentials: kbsResource
      .optional()
      .describe(
        'KBS resource with the credentials (auth.json) for registries that the guest pulls from; pull secrets of the cluster do not reach it.',
      ),
    registryCertificates: z
      .string()
      .regex(/^(-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?)+$/, {
        message: 'expected certificates in PEM form, one after the other',
      })
      .optional()
      .describe(
        'Certificates (PEM) of private CAs of registries that the guest pulls from; those that the cluster trusts do not reach it.',
      ),
  })
  .prefault({})
  .describe('What a confidential pod is started with.');

const storage = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('host-path'),
    }),
    z.strictObject({
      type: z.literal('persistent-volume-claim'),
      size: z
        .string()
        .regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/, 'expected a size such as 1Gi')
        .default('1Gi')
        .describe('Size of the claim.'),
      storageClass: dnsSubdomain
        .optional()
        .describe('Storage class of the claim. Left out: the default class of the cluster.'),
    }),
  ])
  .default({ type: 'host-path' })
  .describe('Where PCCS keeps its database: /var/cache/pccs of one node (as documented), or a volume claim.');

const secrets = z
  .discriminatedUnion('source', [
    z.strictObject({ source: z.literal('existing') }),
    z.strictObject({
      source: z.literal('external-secrets'),
      store: z
        .strictObject({
          kind: z
            .enum(['ClusterSecretStore', 'SecretStore'])
            .default('ClusterSecretStore')
            .describe('Kind of the store.'),
          name: dnsSubdomain.describe('Name of the store.'),
        })
        .describe('The store of External Secrets Operator, made by its owner.'),
      path: z
        .string()
        .min(1)
        .default('intel-dcap')
        .describe('Key of the entry in the store that holds all values.'),
    }),
  ])
  .default({ source: 'existing' })
  .describe(
    'Where the DCAP secrets come from: somebody makes them (existing), or External Secrets Operator does. No value is ever in a profile.',
  );

/** Document section 3.2; used when tee is tdx. */
export const pccs = z
  .strictObject({
    node: hostname
      .optional()
      .describe('kubernetes.io/hostname of the node that runs PCCS and keeps its database.'),
    proxy: z
      .string()
      .regex(/^https?:\/\/[^\s@]+$/, 'expected http(s)://host:port without user and password')
      .optional()
      .describe('Proxy through which PCCS reaches the Intel service, as in proxy/cluster spec.httpsProxy.'),
    secrets,
    storage,
  })
  .prefault({})
  .describe('Intel Provisioning Certificate Caching Service.');
