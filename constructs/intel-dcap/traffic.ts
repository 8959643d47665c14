import { Construct } from 'constructs';
import { fromHostNetwork, TO_API_SERVER, TO_DNS, Traffic, toPort } from '../network/traffic.ts';
import { DCAP_NAMESPACE, PCCS_PORT } from './names.ts';
import { PCCS_LABELS } from './pccs-placement.ts';
import { RENEWAL_LABELS } from './pccs-renewal.ts';

export interface DcapTrafficProps {
  /**
   * Proxy through which PCCS reaches the Intel service.
   * @default - none: it asks the service itself
   */
  readonly proxy?: string;
  /**
   * Whether {@link PccsRenewal} is there.
   * @default false
   */
  readonly renewal?: boolean;
}

/**
 * Who may talk to whom in the namespace of the attestation services. The quote generation service is on the network of
 * its nodes, which no policy holds; it reaches PCCS from there. Copies of the database need no network at all.
 */
export class DcapTraffic extends Construct {
  constructor(scope: Construct, id: string, props: DcapTrafficProps = {}) {
    super(scope, id);
    const { proxy, renewal = false } = props;
    const namespace = DCAP_NAMESPACE;
    new Traffic(this, 'default', { name: 'default-deny', namespace });
    new Traffic(this, 'pccs', {
      name: 'pccs',
      namespace,
      pods: { app: PCCS_LABELS.app },
      ingress: [fromHostNetwork(PCCS_PORT)],
      egress: [TO_DNS, toPort(portOf(proxy))],
    });
    if (renewal) {
      const name = RENEWAL_LABELS.app;
      new Traffic(this, 'renewal', {
        name,
        namespace,
        pods: RENEWAL_LABELS,
        egress: [TO_DNS, TO_API_SERVER],
      });
    }
  }
}

/** Port of a proxy by its URL, as a browser takes it; without one, that of the Intel service. */
function portOf(proxy: string | undefined): number {
  if (proxy === undefined || !URL.canParse(proxy)) return 443;
  const { port, protocol } = new URL(proxy);
  return port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port);
}
