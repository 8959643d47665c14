import * as z from 'zod';
import { certificates, httpsUrl } from './values.ts';

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
        'Kata agent policy (Rego, package agent_policy). Left out: a closed policy (no exec, no streams, no policy change, files and mounts of pods only; docs/agent-policy.md).',
      ),
    imageSecurityPolicy: kbsResource.optional().describe('KBS resource with the image signature policy.'),
    registryCredentials: kbsResource
      .optional()
      .describe(
        'KBS resource with the credentials (auth.json) for registries that the guest pulls from; pull secrets of the cluster do not reach it.',
      ),
    registryCertificates: certificates
      .optional()
      .describe(
        'Certificates (PEM) of private CAs of registries that the guest pulls from; those that the cluster trusts do not reach it.',
      ),
  })
  .prefault({})
  .describe('What a confidential pod is started with.');
