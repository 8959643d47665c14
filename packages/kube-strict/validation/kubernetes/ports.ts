import type { Part } from './part.ts';
import { portName } from './texts.ts';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'] as const;

const MOST = 65535;

export function checkPortNumber(part: Part): void {
  part.between(1, MOST);
}

/** A port by its number or its name. */
export function checkPort(part: Part): void {
  if (part.number !== undefined) checkPortNumber(part);
  else if (part.exists) part.expect(portName);
}

/** The protocol of a port, for which TCP is the default. */
export function protocolOf(port: Part): string {
  return port.at('protocol').text || 'TCP';
}
