import { dnsLabel, dnsSubdomain } from '../metadata/names.ts';
import type { TextCheck } from './part.ts';

// The checks of k8s.io/apimachinery pkg/util/validation/validation.go that are not on names of objects. Each returns
// what is expected instead, or undefined when a text is fine.

/** A name of a port (RFC 6335, IANA_SVC_NAME, in small letters). */
export const portName: TextCheck = (text) =>
  text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text)
    ? undefined
    : 'the name of a port: at most 15 of a-z, 0-9 and single "-" between them, with at least one letter';

/** A key of a ConfigMap or a Secret. */
export const configKey: TextCheck = (text) =>
  text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..')
    ? undefined
    : 'a key: at most 253 letters, digits, "-", "_" and ".", neither "." nor starting with ".."';

/** The name of an environment variable, as relaxed as since Kubernetes 1.32. */
export const envName: TextCheck = (text) =>
  /^[ -<>-~]+$/.test(text) ? undefined : 'the name of a variable: printable ASCII characters but for "="';

export const headerName: TextCheck = (text) =>
  /^[-A-Za-z0-9]+$/.test(text) ? undefined : 'the name of a header: letters, digits and "-"';

export const percent: TextCheck = (text) =>
  /^[0-9]+%$/.test(text) ? undefined : 'a number, or a percentage such as "25%"';

export const wildcardDomain: TextCheck = (text) =>
  text.length <= 253 && text.startsWith('*.') && dnsSubdomain(text.slice(2)) === undefined
    ? undefined
    : 'a domain after "*.", as in *.example.com';

/** A domain of at least so many labels. */
export function domainOf(labels: number): TextCheck {
  return (text) =>
    dnsSubdomain(text) === undefined && text.split('.').length >= labels
      ? undefined
      : `a domain of at least ${labels} labels: ${['a', 'b', 'example', 'com'].slice(-labels).join('.')}`;
}

/** An absolute domain of labels of at most 63 characters; a dot at the end is fine. */
export const fullDomain: TextCheck = (text) => {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  return domainOf(2)(name) === undefined && name.split('.').every((label) => dnsLabel(label) === undefined)
    ? undefined
    : 'a domain such as www.example.com';
};

/** `example.com/path`. */
export const domainPrefixedPath: TextCheck = (text) => {
  const slash = text.indexOf('/');
  const [host, path] = [text.slice(0, slash), text.slice(slash + 1)];
  return slash > 0 && dnsSubdomain(host) === undefined && /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)
    ? undefined
    : 'a path after a domain, as in example.com/path';
};

/** A search domain: labels may have underscores, and the one at the root is a dot. */
export const searchDomain: TextCheck = (text) => {
  const name = text === '.' ? 'root' : text.endsWith('.') ? text.slice(0, -1) : text;
  const label = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
  return name.length <= 253 && name.split('.').every((part) => label.test(part))
    ? undefined
    : 'a domain: at most 253 of a-z, 0-9, "-", "_" and "."';
};

/** The name of a driver: a domain in any case (k8s.io/kubernetes pkg/apis/core/validation, ValidateCSIDriverName). */
export const driverName: TextCheck = (text) =>
  text.length <= 63 && dnsSubdomain(text.toLowerCase()) === undefined
    ? undefined
    : 'the name of a driver: at most 63 letters, digits, "-" and "."';

/** Neither absolute nor leaving its folder (validateLocalDescendingPath). */
export const descendingPath: TextCheck = (text) =>
  text.startsWith('/') || hasBackstep(text) ? 'a relative path without ".."' : undefined;

/** As `descendingPath`, and with no name at the start that Kubernetes keeps for itself. */
export const localPath: TextCheck = (text) =>
  text.startsWith('/') || hasBackstep(text) || text.startsWith('..')
    ? 'a relative path without ".." that does not start with ".."'
    : undefined;

export const pathWithoutBackstep: TextCheck = (text) =>
  hasBackstep(text) ? 'a path without ".."' : undefined;

function hasBackstep(text: string): boolean {
  return text.split('/').includes('..');
}
