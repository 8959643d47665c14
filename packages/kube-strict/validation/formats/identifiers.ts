// Checks of kube-openapi pkg/validation/strfmt (default.go, bson.go, kubernetes-extensions.go) and, for numbers with a
// check digit and colours, pkg/internal/third_party/govalidator (patterns.go, validator.go).

/** 24 hexadecimal digits. */
export function isObjectId(text: string): boolean {
  return /^[0-9A-Fa-f]{24}$/.test(text);
}

/** A UUID, dashes optional; with a version, that version's. */
export function isUuid(text: string, version?: 3 | 4 | 5): boolean {
  const third = version === undefined ? '[0-9a-f]{4}' : `${version}[0-9a-f]{3}`;
  const fourth = version === 4 || version === 5 ? '[89ab][0-9a-f]{3}' : '[0-9a-f]{4}';
  return new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}-?[0-9a-f]{12}$`, 'i').test(text);
}

/** One label, or labels of which the last has two letters or more; letters and symbols of any script. At most 255 bytes. */
export function isHostname(text: string): boolean {
  return (
    Buffer.byteLength(text) <= 255 &&
    HOSTNAME.test(text) &&
    text.split('.').every((label) => Buffer.byteLength(label) <= 63)
  );
}

const LETTER = 'a-zA-Z0-9\\p{S}\\p{L}';
const HOSTNAME = new RegExp(
  `^(?:[${LETTER}]-?[${LETTER}]{0,62}|(?:[${LETTER}](?:[-${LETTER}]{0,61}[${LETTER}])?\\.)+[a-zA-Z\\p{L}]{2,63})$`,
  'u',
);

/** An ISBN of ten or thirteen digits with the right check digit; blanks and dashes do not count. */
export function isIsbn(text: string, length?: 10 | 13): boolean {
  const digits = text.replaceAll(/[-\t\n\f\r ]+/g, '');
  return (length !== 13 && isIsbn10(digits)) || (length !== 10 && isIsbn13(digits));
}

function isIsbn10(digits: string): boolean {
  if (!/^[0-9]{9}[0-9X]$/.test(digits)) return false;
  return (
    sum([...digits].map((digit, index) => (index + 1) * (digit === 'X' ? 10 : Number(digit)))) % 11 === 0
  );
}

function isIsbn13(digits: string): boolean {
  if (!/^[0-9]{13}$/.test(digits)) return false;
  return sum([...digits].map((digit, index) => (index % 2 === 0 ? 1 : 3) * Number(digit))) % 10 === 0;
}

const CREDIT_CARD =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35[0-9]{3})[0-9]{11})$/;

/** A number of one of the big card issuers, with the right check digit; what is no digit does not count. */
export function isCreditCard(text: string): boolean {
  const digits = text.replaceAll(/[^0-9]+/g, '');
  if (!CREDIT_CARD.test(digits)) return false;
  const doubled = [...digits].reverse().map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2));
  return sum(doubled.map((value) => (value > 9 ? value - 9 : value))) % 10 === 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A U.S. social security number with both separators: eleven characters. */
export function isSsn(text: string): boolean {
  return /^[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}$/.test(text);
}

export function isHexColor(text: string): boolean {
  return /^#?(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/.test(text);
}

const CHANNEL = '[\\t\\n\\f\\r ]*(?:0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])[\\t\\n\\f\\r ]*';
const RGB_COLOR = new RegExp(`^rgb\\(${CHANNEL},${CHANNEL},${CHANNEL}\\)$`);

export function isRgbColor(text: string): boolean {
  return RGB_COLOR.test(text);
}
