import * as z from 'zod';
import { dcapSecrets } from './dcap-secrets.ts';
import { certificates, claimSize, cron, dnsSubdomain, hostname } from './values.ts';

const storage = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('host-path'),
    }),
    z.strictObject({
      type: z.literal('persistent-volume-claim'),
      size: claimSize.default('1Gi').describe('Size of the claim.'),
      storageClass: dnsSubdomain
        .optional()
        .describe('Storage class of the claim. Left out: the default class of the cluster.'),
    }),
  ])
  .default({ type: 'host-path' })
  .describe(
    'Where PCCS keeps its database. A volume claim is the better one where the cluster has storage: nothing of PCCS is privileged then. /var/cache/pccs of one node, as documented and the default, costs a privileged container: whoever may make pods with the account of PCCS owns that node. A change of it begins with an empty database.',
  );

const certificateAuthority = certificates
  .optional()
  .describe(
    'Certificates (PEM) by which the quote generation service verifies that of PCCS: of its CA, or that certificate itself. Left out: with cert-manager, those that it gives with the certificate (ca.crt); otherwise nothing is verified, as documented.',
  );

/** The certificate that PCCS serves TLS with. */
const tls = z
  .discriminatedUnion('source', [
    z.strictObject({ source: z.literal('secret'), certificateAuthority }),
    z.strictObject({
      source: z.literal('cert-manager'),
      certificateAuthority,
      issuer: z
        .strictObject({
          kind: z
            .enum(['ClusterIssuer', 'Issuer'])
            .default('ClusterIssuer')
            .describe('Kind of the issuer; an Issuer has to be in namespace intel-dcap.'),
          name: dnsSubdomain.describe('Name of the issuer.'),
        })
        .describe('The issuer of cert-manager, made by its owner.'),
    }),
  ])
  .default({ source: 'secret' })
  .describe(
    'Where key and certificate of PCCS come from: from Secret pccs-tls, made as the other secrets are, or from cert-manager.',
  );

const backup = z
  .strictObject({
    schedule: cron.default('0 3 * * *').describe('When, in UTC. PCCS itself refreshes its data at 01:00.'),
    keep: z.int().min(1).max(1000).default(14).describe('How many copies are kept, newest first.'),
    size: claimSize.default('1Gi').describe('Size of the volume claim that holds the copies.'),
    storageClass: dnsSubdomain
      .optional()
      .describe(
        'Storage class of that claim; best one that is not on the node of the database. Left out: the default class of the cluster.',
      ),
  })
  .optional()
  .describe(
    'Copies of the database at times, to a volume claim ("backup: {}" for the defaults). Left out: none are made, and when the database is lost every platform needs an SGX factory reset.',
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
    secrets: dcapSecrets,
    tls,
    storage,
    backup,
  })
  .prefault({})
  .describe('Intel Provisioning Certificate Caching Service.');
