import { X509Certificate } from 'node:crypto';

const DAY = 24 * 3600 * 1000;

/** A certificate that ends within so many days has to be renewed, and the reference values with it. */
const SOON_DAYS = 30;

/** The certificates of a PEM text, each a block of its own; Node itself reads only the first. */
export function pemBlocks(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
}

/** Reads all certificates of a PEM text; undefined when there is none, or one cannot be read. */
export function readCertificates(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pemBlocks(pem);
  try {
    return blocks.length === 0 ? undefined : blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/** How the dates of a certificate lie to a day. */
export interface Validity {
  readonly state: 'valid' | 'ends-soon' | 'over' | 'early';
  /** The day that matters for the state, `2030-12-31`. */
  readonly day: string;
}

/** Whether a certificate is valid at a time, and how long it will be. */
export function validityOf({ validFrom, validTo }: X509Certificate, now: Date): Validity {
  // Node 20 has the dates as text only.
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (to < now.getTime()) return { state: 'over', day: dayOf(to) };
  if (from > now.getTime()) return { state: 'early', day: dayOf(from) };
  return { state: to > now.getTime() + SOON_DAYS * DAY ? 'valid' : 'ends-soon', day: dayOf(to) };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
