import { gzipSync } from 'fflate';
import { pemBlocks } from '../../initdata/certificates.ts';
import type { Algorithm } from '../../initdata/digest.ts';
import { closedAgentPolicy } from './agent-policy.ts';
import { basicString, literalBlock, multilineString } from './toml.ts';

export { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';

export interface InitdataProps {
  /** Digest that binds the initdata to the evidence of the VM. */
  readonly algorithm: Algorithm;
  /** URL of the key broker service, as the guest reaches it. */
  readonly kbsUrl: string;
  /**
   * Certificate of the key broker service, PEM.
   * @default - a public CA signed it
   */
  readonly kbsCertificate?: string;
  /**
   * Kata agent policy, Rego.
   * @default - closed: no exec, no standard streams, no other policy
   */
  readonly agentPolicy?: string;
  /**
   * KBS resource with the image signature policy, `kbs:///repository/secret/key`.
   * @default - image signatures are not checked
   */
  readonly imageSecurityPolicy?: string;
  /**
   * KBS resource with the credentials for registries that the guest pulls from, `kbs:///repository/secret/key`: an
   * `auth.json`, as a pull secret has it.
   * @default - images are pulled without credentials; pull secrets of the cluster do not reach the guest
   */
  readonly registryCredentials?: string;
  /**
   * Certificates of CAs that signed those of registries or proxies, PEM; more than one may follow each other.
   * @default - only public CAs are trusted; those that the cluster trusts do not reach the guest
   */
  readonly registryCertificates?: string;
}

/**
 * The initdata of a confidential pod, TOML (document section 3.6).
 *
 * The document's sample leaves `algorithm` unquoted, a quote unclosed, and gives the KBS certificate to the confidential
 * data hub only; the attestation agent needs it too, or it cannot verify a KBS with a private certificate
 * (guest-components, attestation-agent: `[token_configs.kbs] cert`).
 */
export function initdataToml(props: InitdataProps): string {
  const certificate = props.kbsCertificate === undefined ? undefined : `${props.kbsCertificate.trimEnd()}\n`;
  const url = basicString(props.kbsUrl);
  const attestationAgent = [
    '[token_configs]',
    '[token_configs.coco_as]',
    `url = ${url}`,
    '',
    '[token_configs.kbs]',
    `url = ${url}`,
    ...(certificate === undefined ? [] : [`cert = ${multilineString(certificate)}`]),
  ];
  const confidentialDataHub = [
    "socket = 'unix:///run/confidential-containers/cdh.sock'",
    'credentials = []',
    '',
    '[kbc]',
    "name = 'cc_kbc'",
    `url = ${url}`,
    ...(certificate === undefined ? [] : [`kbs_cert = ${multilineString(certificate)}`]),
    ...imageSection(props),
  ];
  return [
    `algorithm = ${basicString(props.algorithm)}`,
    'version = "0.1.0"',
    '',
    '[data]',
    `"aa.toml" = ${literalBlock(attestationAgent.join('\n'))}`,
    `"cdh.toml" = ${literalBlock(confidentialDataHub.join('\n'))}`,
    `"policy.rego" = ${literalBlock(props.agentPolicy ?? closedAgentPolicy())}`,
    '',
  ].join('\n');
}

/** How the guest pulls images (guest-components, confidential-data-hub/example.config.toml). */
function imageSection({
  imageSecurityPolicy,
  registryCredentials,
  registryCertificates,
}: InitdataProps): string[] {
  // One certificate in each entry: what follows the first in a text would not be read.
  const certificates = pemBlocks(registryCertificates ?? '').map((pem) => multilineString(`${pem}\n`));
  if (registryCertificates !== undefined && certificates.length === 0) {
    throw new Error('there is no certificate in registryCertificates');
  }
  const lines = [
    ...(imageSecurityPolicy === undefined
      ? []
      : [`image_security_policy_uri = ${basicString(imageSecurityPolicy)}`]),
    ...(registryCredentials === undefined
      ? []
      : [`authenticated_registry_credentials_uri = ${basicString(registryCredentials)}`]),
    ...(certificates.length === 0 ? [] : [`extra_root_certificates = [${certificates.join(', ')}]`]),
  ];
  return lines.length === 0 ? [] : ['', '[image]', ...lines];
}

/**
 * The value of the annotation: gzip, base64 without line breaks. The same bytes everywhere: no time, no name, and an
 * operating system byte of 255 ("unknown", RFC 1952), from a compressor that does not change with the Node version.
 */
export function encodeInitdata(toml: string): string {
  const zipped = gzipSync(Buffer.from(toml, 'utf8'), { level: 9, mtime: 0 });
  zipped[9] = 255;
  return Buffer.from(zipped).toString('base64');
}
