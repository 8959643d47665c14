import { isBase64 } from '../../formats/base64.ts';
import { isUuid } from '../../formats/identifiers.ts';
import { isDate, isDateTime } from '../../formats/time.ts';
import { isRequestUri } from '../../formats/uri.ts';
import { maskTrailingDash } from '../../metadata/name-rules.ts';
import { dns1035Label, dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../../metadata/names.ts';
import { characterCost } from '../budget.ts';
import { CelList, CelObject, type CelValue, Optional } from '../values.ts';
import { type Functions, overload } from './overload.ts';

declare module './types.ts' {
  interface CelTypes {
    readonly 'kubernetes.NamedFormat': NamedFormat;
  }
}

/** What is expected of a text instead; undefined when it is fine. */
type Check = (text: string) => string | undefined;

/** A format that a text can be validated against. */
export class NamedFormat extends CelObject {
  readonly typeName = 'kubernetes.NamedFormat';

  constructor(
    readonly name: string,
    readonly check: Check,
  ) {
    super();
  }

  equals(other: CelValue): boolean {
    return other instanceof NamedFormat && this.name === other.name;
  }
}

function prefixOf(check: Check): Check {
  return (text) => check(maskTrailingDash(text));
}

function expecting(isFine: (text: string) => boolean, expected: string): Check {
  return (text) => (isFine(text) ? undefined : expected);
}

const CHECKS: Readonly<Record<string, Check>> = {
  byte: expecting(isBase64, 'invalid base64'),
  date: expecting(isDate, 'invalid date'),
  datetime: expecting(isDateTime, 'invalid datetime'),
  dns1035Label,
  dns1035LabelPrefix: prefixOf(dns1035Label),
  dns1123Label: dnsLabel,
  dns1123LabelPrefix: prefixOf(dnsLabel),
  dns1123Subdomain: dnsSubdomain,
  dns1123SubdomainPrefix: prefixOf(dnsSubdomain),
  labelValue,
  qualifiedName,
  uri: expecting(isRequestUri, 'not an absolute URI or path'),
  uuid: expecting((text) => isUuid(text), 'does not match the UUID format'),
};

const FORMATS = new Map(Object.entries(CHECKS).map(([name, check]) => [name, new NamedFormat(name, check)]));

function validate(format: NamedFormat, text: string): Optional {
  const expected = format.check(text);
  return expected === undefined ? Optional.none : new Optional(CelList.of([expected]));
}

/** k8s.io/apiserver pkg/cel/library/format.go. */
export const NAMED_FORMATS: Functions = {
  ...Object.fromEntries(
    [...FORMATS].map(([name, format]) => [`format.${name}`, [overload([], () => format)]]),
  ),
  'format.named': [overload(['string'], (name) => new Optional(FORMATS.get(name)))],
  validate: [
    overload(
      ['kubernetes.NamedFormat', 'string'],
      validate,
      (_format, text) => characterCost(text.length) * 15,
    ),
  ],
};
