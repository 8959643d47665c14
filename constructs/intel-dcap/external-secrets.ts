import { Construct } from 'constructs';
import {
  ExternalSecretSpecDataRemoteRefConversionStrategy as Conversion,
  ExternalSecretSpecDataRemoteRefDecodingStrategy as Decoding,
  ExternalSecret,
  ExternalSecretSpecDataRemoteRefMetadataPolicy as Metadata,
  ExternalSecretSpecSecretStoreRefKind as StoreKind,
} from '../../imports/external-secret-external-secrets.io.ts';
import { DCAP_NAMESPACE } from './names.ts';
import { DCAP_SECRETS, type DcapSecret } from './secrets.ts';

export interface DcapExternalSecretsProps {
  /** The store that holds the values; the profile's owner has set it up. */
  readonly store: { readonly kind: 'ClusterSecretStore' | 'SecretStore'; readonly name: string };
  /** Entry of the store; each key of a Secret is a property of it. */
  readonly path: string;
  /**
   * The Secrets to make.
   * @default - all of the attestation services
   */
  readonly secrets?: readonly DcapSecret[];
}

/**
 * One ExternalSecret for each Secret of the attestation services: External Secrets Operator fills them from a store, so
 * that no value is ever in Git.
 */
export class DcapExternalSecrets extends Construct {
  constructor(scope: Construct, id: string, props: DcapExternalSecretsProps) {
    super(scope, id);
    for (const secret of props.secrets ?? DCAP_SECRETS) {
      new ExternalSecret(this, secret.name, {
        metadata: { name: secret.name, namespace: DCAP_NAMESPACE },
        spec: {
          secretStoreRef: {
            name: props.store.name,
            kind:
              props.store.kind === 'SecretStore' ? StoreKind.SECRET_STORE : StoreKind.CLUSTER_SECRET_STORE,
          },
          target: { name: secret.name },
          data: secret.keys.map((key) => ({
            secretKey: key,
            remoteRef: {
              key: props.path,
              property: key,
              // The defaults. Earlier versions of the operator (2.9 does not) write them into the list, which Argo CD
              // takes for a difference that never goes away.
              conversionStrategy: Conversion.DEFAULT,
              decodingStrategy: Decoding.NONE,
              metadataPolicy: Metadata.NONE,
            },
          })),
        },
      });
    }
  }
}
