import type { SourceSchema } from '../schema/source-schema.ts';
import { isBase64 } from './base64.ts';
import { isEmail } from './email.ts';
import {
  isCreditCard,
  isHexColor,
  isHostname,
  isIsbn,
  isObjectId,
  isRgbColor,
  isSsn,
  isUuid,
} from './identifiers.ts';
import { isIpv6, isMac, isSloppyCidr, isSloppyIpv4 } from './ip.ts';
import { isDate, isDateTime, isDuration } from './time.ts';
import { isRequestUri } from './uri.ts';

export type FormatCheck = (text: string) => boolean;

/**
 * The formats that count in custom resources, by their name without dashes: those of apiextensions-apiserver
 * pkg/apiserver/validation/formats.go that kube-openapi's registry (pkg/validation/strfmt/default.go) also knows.
 */
export const CUSTOM_FORMATS: Readonly<Record<string, FormatCheck>> = {
  bsonobjectid: isObjectId,
  byte: isBase64,
  cidr: isSloppyCidr,
  creditcard: isCreditCard,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  email: isEmail,
  hexcolor: isHexColor,
  hostname: isHostname,
  ipv4: (text) => isSloppyIpv4(text) || (text.includes('.') && isIpv6(text, true)),
  ipv6: (text) => isIpv6(text),
  isbn: (text) => isIsbn(text),
  isbn10: (text) => isIsbn(text, 10),
  isbn13: (text) => isIsbn(text, 13),
  k8slongname: (text) =>
    text.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text),
  k8sshortname: (text) => text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text),
  mac: isMac,
  password: () => true,
  rgbcolor: isRgbColor,
  ssn: isSsn,
  uri: isRequestUri,
  uuid: (text) => isUuid(text),
  uuid3: (text) => isUuid(text, 3),
  uuid4: (text) => isUuid(text, 4),
  uuid5: (text) => isUuid(text, 5),
};

/**
 * The format of a custom resource's schema, without dashes, when it counts. It does on strings, and where no type is
 * stated; `int32`, `double`, `ip`, `quantity` and whatever else is known nowhere are ignored.
 */
export function customFormat({ format, type }: SourceSchema): string | undefined {
  const name = format?.replaceAll('-', '');
  return name !== undefined &&
    (type === undefined || type === 'string') &&
    Object.hasOwn(CUSTOM_FORMATS, name)
    ? name
    : undefined;
}
