import { Construct } from 'constructs';
import { SealedSecret } from '../../imports/sealed-secret-bitnami.com.ts';
import { DCAP_NAMESPACE } from './names.ts';

/** What a value was sealed for: one Secret by name, any of its namespace, or any of the cluster. */
export type SealingScope = 'strict' | 'namespace-wide' | 'cluster-wide';

export interface DcapSealedSecretsProps {
  /**
   * What the values were sealed for: with another scope the controller cannot open them.
   * @default strict
   */
  readonly scope?: SealingScope;
  /** Sealed values by Secret and key. Sealing is random, so that they are made once and not when this is rendered. */
  readonly encrypted: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
}

/**
 * One SealedSecret for each Secret of the attestation services: only the controller of the cluster that they were sealed
 * for can open them, so that they may be in Git.
 */
export class DcapSealedSecrets extends Construct {
  constructor(scope: Construct, id: string, props: DcapSealedSecretsProps) {
    super(scope, id);
    for (const [name, encryptedData] of Object.entries(props.encrypted)) {
      if (encryptedData === undefined) continue;
      const metadata = { name, namespace: DCAP_NAMESPACE, ...scopeAnnotation(props.scope ?? 'strict') };
      new SealedSecret(this, name, {
        metadata,
        // The controller reads the scope from the object; from the template it copies it to the Secret.
        spec: { encryptedData, template: { metadata } },
      });
    }
  }
}

/** bitnami-labs/sealed-secrets, pkg/apis/sealedsecrets/v1alpha1/types.go; strict is what it is without. */
function scopeAnnotation(scope: SealingScope): { annotations?: Record<string, string> } {
  return scope === 'strict' ? {} : { annotations: { [`sealedsecrets.bitnami.com/${scope}`]: 'true' } };
}
