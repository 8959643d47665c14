// The checks of k8s.io/apimachinery: pkg/util/validation/validation.go, pkg/api/validate/content and
// pkg/api/validation/path/name.go. Each returns what is expected instead, or undefined when a name is fine.

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

export function dnsLabel(name: string): string | undefined {
  return matches(name, 63, DNS_LABEL)
    ? undefined
    : 'a DNS label: at most 63 of a-z, 0-9 and "-", with a letter or digit at both ends';
}

/** A label that starts with a letter. */
export function dns1035Label(name: string): string | undefined {
  return matches(name, 63, DNS_1035_LABEL)
    ? undefined
    : 'a DNS label that starts with a letter: at most 63 of a-z, 0-9 and "-", with a letter or digit at the end';
}

export function dnsSubdomain(name: string): string | undefined {
  return matches(name, 253, DNS_SUBDOMAIN)
    ? undefined
    : 'a DNS subdomain: at most 253 of a-z, 0-9, "-" and ".", with a letter or digit at both ends of each part';
}

/** What may stand in a path of the API: the least that is asked of any name. */
export function pathSegment(name: string): string | undefined {
  return name === '.' || name === '..' || /[/%]/.test(name)
    ? 'neither "." nor "..", and no "/" or "%"'
    : undefined;
}

/** Keys of labels, annotations (in small letters) and finalizers. */
export function qualifiedName(name: string): string | undefined {
  const [first = '', second, ...more] = name.split('/', 3);
  const [prefix, local] = second === undefined ? [undefined, first] : [first, second];
  const fine =
    more.length === 0 &&
    matches(local, 63, QUALIFIED) &&
    (prefix === undefined || dnsSubdomain(prefix) === undefined);
  return fine
    ? undefined
    : 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, if need be after a DNS subdomain and "/"';
}

export function labelValue(value: string): string | undefined {
  return value === '' || matches(value, 63, QUALIFIED)
    ? undefined
    : 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, or nothing';
}

function matches(text: string, most: number, pattern: RegExp): boolean {
  return text.length <= most && pattern.test(text);
}
