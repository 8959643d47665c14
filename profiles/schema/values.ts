import { isSealedValue } from 'kube-strict/ground/sealed-value.ts';
import { cronSchedule } from 'kube-strict/validation/kubernetes/cron-schedule.ts';
import * as z from 'zod';

/** A DNS label (RFC 1123): what namespaces, and the names that become part of other names, may be. */
export const dnsLabel = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'expected lower case letters, digits and "-" (a DNS label)');

/** A DNS subdomain (RFC 1123): what most object names may be. */
export const dnsSubdomain = dnsName(253);

/** `kubernetes.io/hostname` of a node. It is the value of a label, which is shorter than a DNS name can be. */
export const hostname = dnsName(63);

function dnsName(length: number) {
  return z
    .string()
    .max(length)
    .regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      'expected lower case letters, digits, "-" and "." (a DNS name)',
    );
}

/**
 * An image by digest. A tag can be moved under a running fleet, and is neither what an attestation policy names
 * nor what an ImageDigestMirrorSet mirrors; so tags alone are refused. So are names without a registry, which a node of
 * OpenShift does not complete (containers-registries.conf, `short-name-mode`).
 */
export const image = z
  .string()
  .max(512)
  .regex(
    /^(localhost|[a-z0-9][a-z0-9-]*\.[a-z0-9.-]*|[a-z0-9][a-z0-9.-]*(?=:))(:\d{1,5})?(\/[a-z0-9][a-z0-9._-]*)+(:\w[\w.-]{0,127})?@sha256:[0-9a-f]{64}$/,
    'expected an image by digest: registry/name@sha256:<64 hexadecimal digits>',
  );

/** Size of a volume claim. */
export const claimSize = z.string().regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/, 'expected a size such as 1Gi');

/** When something runs. */
export const cron = z.string().refine((text) => cronSchedule(text) === undefined, {
  message: 'expected a cron schedule: minute, hour, day of month, month and day of week',
});

/** A value as Sealed Secrets has it. Whether it can be opened, only the controller knows. */
export const sealedValue = z
  .string()
  .max(64 * 1024)
  .refine(isSealedValue, { message: 'expected a sealed value (base64)' });

/** `matchLabels`. A rule judges keys and values (node-selector-labels.ts). */
export const matchLabels = z.record(z.string(), z.string());

/** An https URL without credentials, query or fragment. Secrets in a URL would end up in Git. */
export const httpsUrl = z.string().refine(isPlainHttpsUrl, {
  message: 'expected an https:// URL without user, password, query or fragment',
});

/**
 * The characters of a URL (RFC 3986) but for the single quote, which could end the TOML text that a URL becomes part
 * of. Without this, JavaScript would forgive spaces, control characters and a missing `//`; the guest need not.
 */
const URL_CHARACTERS = /^https:\/\/[\w.~:/?#[\]@!$&()*+,;=%-]+$/i;

function isPlainHttpsUrl(text: string): boolean {
  if (!URL_CHARACTERS.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return url.protocol === 'https:' && plain;
}

/** Certificates in PEM form. A rule judges whether they can be read (certificate.ts). */
export const certificates = z
  .string()
  .regex(/^(-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?)+$/, {
    message: 'expected certificates in PEM form, one after the other',
  });
