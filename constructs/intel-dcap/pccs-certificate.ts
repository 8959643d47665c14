import { Construct } from 'constructs';
import {
  CertificateSpecPrivateKeyAlgorithm as Algorithm,
  Certificate,
  CertificateSpecPrivateKeyRotationPolicy as RotationPolicy,
  CertificateSpecUsages as Usage,
} from '../../imports/certificate-cert-manager.io.ts';
import { DCAP_NAMESPACE, PCCS_SERVICE } from './names.ts';

export interface PccsCertificateProps {
  /** The issuer of cert-manager; an Issuer has to be in the namespace of PCCS. */
  readonly issuer: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
}

/** Secret that cert-manager fills. Not `pccs-tls`: it has other keys, and cert-manager would not take over one that exists. */
export const PCCS_CERTIFICATE_SECRET = 'pccs-certificate';

/**
 * Key and certificate of PCCS, made and renewed by cert-manager, for every name by which the Service can be reached.
 *
 * PCCS reads them when it starts and never again (intel/confidential-computing.tee.dcap.pccs, service/pccs_server.js), so
 * that a renewal has its effect with the next start of the pod.
 */
export class PccsCertificate extends Construct {
  constructor(scope: Construct, id: string, props: PccsCertificateProps) {
    super(scope, id);
    const inNamespace = `${PCCS_SERVICE}.${DCAP_NAMESPACE}`;
    new Certificate(this, 'certificate', {
      metadata: { name: PCCS_CERTIFICATE_SECRET, namespace: DCAP_NAMESPACE },
      spec: {
        secretName: PCCS_CERTIFICATE_SECRET,
        dnsNames: [PCCS_SERVICE, inNamespace, `${inNamespace}.svc`, `${inNamespace}.svc.cluster.local`],
        issuerRef: { group: 'cert-manager.io', ...props.issuer },
        // The document has RSA of this length. The policy is written out: before cert-manager 1.18 the default was Never.
        privateKey: { algorithm: Algorithm.RSA, size: 2048, rotationPolicy: RotationPolicy.ALWAYS },
        usages: [Usage.DIGITAL_SIGNATURE, Usage.KEY_ENCIPHERMENT, Usage.SERVER_AUTH],
      },
    });
  }
}
