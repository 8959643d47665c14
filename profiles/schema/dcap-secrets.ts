import * as z from 'zod';
import { dnsSubdomain, sealedValue } from './values.ts';

/** What `coco-gitops seal` makes; the names and keys are those of constructs/intel-dcap/secrets.ts, which a test compares. */
const encrypted = z
  .strictObject({
    'pccs-secrets': z
      .strictObject({
        PCCS_API_KEY: sealedValue.describe('Key of the Intel service, sealed.'),
        PCCS_USER_TOKEN_HASH: sealedValue.describe('SHA-512 (hexadecimal) of the user token, sealed.'),
        PCCS_ADMIN_TOKEN_HASH: sealedValue.describe(
          'SHA-512 (hexadecimal) of the administrator token, sealed.',
        ),
      })
      .describe('Values for PCCS.'),
    'qgs-secrets': z
      .strictObject({ USER_TOKEN: sealedValue.describe('The user token, sealed.') })
      .describe('Value for the quote generation service.'),
    'pccs-tls': z
      .strictObject({
        'private.pem': sealedValue.describe('Private key, PEM, sealed.'),
        'file.crt': sealedValue.describe('Certificate, PEM, sealed.'),
      })
      .optional()
      .describe('Key and certificate of PCCS; needed with tls.source secret, and only then.'),
  })
  .describe(
    'Sealed values by Secret and key, as "coco-gitops seal PROFILE --certificate FILE --write" makes them. Only the controller of the cluster can open them.',
  );

/** Where the Secrets of the attestation services come from. */
export const dcapSecrets = z
  .discriminatedUnion('source', [
    z.strictObject({ source: z.literal('existing') }),
    z.strictObject({
      source: z.literal('sealed-secrets'),
      scope: z
        .enum(['strict', 'namespace-wide', 'cluster-wide'])
        .default('strict')
        .describe('What the values were sealed for: one Secret, a namespace, or the cluster.'),
      encrypted,
    }),
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
    'Where the DCAP secrets come from: somebody makes them (existing), the Sealed Secrets controller opens values that were sealed for it, or External Secrets Operator fetches them. No value that could be read is ever in a profile.',
  );
