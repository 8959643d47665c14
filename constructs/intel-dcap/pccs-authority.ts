import { KubeConfigMap, type Volume, type VolumeMount } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { DCAP_NAMESPACE } from './names.ts';
import { PCCS_CERTIFICATE_SECRET } from './pccs-certificate.ts';
import type { PccsTls } from './secrets.ts';

/** ConfigMap with the certificates that the profile gives. */
const CONFIG_MAP = 'pccs-authority';

/** Name of the bundle in the folder below. */
const BUNDLE = 'tls-ca-bundle.pem';

/**
 * Where libcurl of RHEL looks for certificates that it trusts.
 *
 * Neither the library that asks PCCS (SGXDataCenterAttestationPrimitives, QuoteGeneration/qcnl/linux/network_wrapper.cpp)
 * nor the registration tool (tools/PCKRetrievalTool/App/linux/network_wrapper.cpp) can be given a file with a CA: they
 * turn verification off, or leave it to libcurl. libcurl does not read SSL_CERT_FILE where it was built with a bundle, and
 * that of RHEL is: /etc/pki/tls/certs/ca-bundle.crt, a link to this file, or the file itself (curl.spec). So the folder
 * holds our certificates and no others, as OpenShift itself has it for custom CAs. The images are on RHEL 10
 * (sandboxed-containers-operator #1342), but were not looked into: that this is their libcurl is inferred, not seen.
 */
const TRUSTED = '/etc/pki/ca-trust/extracted/pem';

/** Where the certificates come from by which that of PCCS is verified; undefined when none are known. */
export function authorityOf({ source, certificateAuthority }: PccsTls): 'config-map' | 'secret' | undefined {
  if (certificateAuthority !== undefined) return 'config-map';
  return source === 'cert-manager' ? 'secret' : undefined;
}

/** The certificates of the profile, where it has some. */
export class PccsAuthority extends Construct {
  constructor(scope: Construct, id: string, { certificateAuthority }: PccsTls) {
    super(scope, id);
    if (certificateAuthority === undefined) return;
    new KubeConfigMap(this, 'config-map', {
      metadata: { name: CONFIG_MAP, namespace: DCAP_NAMESPACE },
      data: { [BUNDLE]: certificateAuthority },
    });
  }
}

/** The volume with the certificates to trust; of the Secret of cert-manager, which has the key too, that file alone. */
export function authorityVolumes(tls: PccsTls): Volume[] {
  const name = 'authority';
  switch (authorityOf(tls)) {
    case 'config-map':
      return [{ name, configMap: { name: CONFIG_MAP } }];
    case 'secret':
      return [
        { name, secret: { secretName: PCCS_CERTIFICATE_SECRET, items: [{ key: 'ca.crt', path: BUNDLE }] } },
      ];
    case undefined:
      return [];
  }
}

/** Where a container that asks PCCS has it. */
export function authorityMounts(tls: PccsTls): VolumeMount[] {
  return authorityOf(tls) === undefined ? [] : [{ name: 'authority', mountPath: TRUSTED, readOnly: true }];
}
