import { isRequestUri } from '../../formats/uri.ts';
import { characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { CelList, CelObject, type CelValue, EntryMap } from '../values.ts';
import { type Functions, overload } from './overload.ts';

declare module './types.ts' {
  interface CelTypes {
    readonly 'kubernetes.URL': Url;
  }
}

/** A URL as Go's net/url has it: an absolute one, or an absolute path. */
export class Url extends CelObject {
  readonly typeName = 'kubernetes.URL';
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  /** @throws CelError */
  constructor(readonly text: string) {
    super();
    if (!isRequestUri(text)) throw new CelError(`URL parse error during conversion from string: ${text}`);
    const [whole = ''] = text.split('#', 1);
    const [, scheme = '', rest = ''] = /^(?:([A-Za-z][-+.0-9A-Za-z]*):)?(.*)$/s.exec(whole) ?? [];
    const mark = rest.indexOf('?');
    const [before, query] = mark < 0 ? [rest, ''] : [rest.slice(0, mark), rest.slice(mark + 1)];
    const [, authority, path] =
      scheme !== '' && before.startsWith('//') ? (/^\/\/([^/]*)(.*)$/s.exec(before) ?? []) : [];
    this.scheme = scheme.toLowerCase();
    this.host = unescapePercent((authority ?? '').slice((authority ?? '').lastIndexOf('@') + 1)) ?? '';
    // What follows a scheme without a slash is no path.
    this.path = path ?? (before.startsWith('/') ? before : '');
    this.query = query;
  }

  equals(other: CelValue): boolean {
    return other instanceof Url && this.text === other.text;
  }

  get hostname(): string {
    const [name = ''] = this.host.split(PORT, 1);
    return name.startsWith('[') ? name.slice(1, name.lastIndexOf(']')) : name;
  }

  get port(): string {
    return PORT.exec(this.host)?.[0].slice(1) ?? '';
  }

  /** As it stands when only what may be is unescaped in it; else escaped anew. */
  get escapedPath(): string {
    if (/^(?:[\w\-.~!$&'()*+,;=:@/[\]]|%[0-9A-Fa-f]{2})*$/.test(this.path)) return this.path;
    const bytes = Buffer.from(unescapePercent(this.path) ?? this.path);
    return Array.from(bytes, (byte) => {
      const character = String.fromCharCode(byte);
      if (/[\w\-.~$&+,/:;=@]/.test(character)) return character;
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    }).join('');
  }

  /** The values of each key; a pair that is not well formed is left out. */
  get queryValues(): EntryMap {
    const values = new Map<string, string[]>();
    for (const pair of this.query.split('&')) {
      if (pair === '' || pair.includes(';')) continue;
      const [, name = '', text = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
      const [key, value] = [
        unescapePercent(name.replaceAll('+', ' ')),
        unescapePercent(text.replaceAll('+', ' ')),
      ];
      if (key === undefined || value === undefined) continue;
      values.set(key, [...(values.get(key) ?? []), value]);
    }
    const map = new EntryMap();
    for (const [key, list] of values) map.add(key, CelList.of(list));
    return map;
  }
}

const PORT = /:[0-9]*$/;

/** @returns undefined when an escape is not whole */
function unescapePercent(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  const bytes = text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString(),
  );
  return bytes;
}

function traversal(text: string): number {
  return characterCost(text.length);
}

/** k8s.io/apiserver pkg/cel/library/urls.go. */
export const URLS: Functions = {
  url: [overload(['string'], (text) => new Url(text), traversal)],
  isURL: [overload(['string'], isRequestUri)],
  getScheme: [overload(['kubernetes.URL'], ({ scheme }) => scheme)],
  getHost: [overload(['kubernetes.URL'], ({ host }) => host)],
  getHostname: [overload(['kubernetes.URL'], ({ hostname }) => hostname)],
  getPort: [overload(['kubernetes.URL'], ({ port }) => port)],
  getEscapedPath: [overload(['kubernetes.URL'], ({ escapedPath }) => escapedPath)],
  getQuery: [overload(['kubernetes.URL'], ({ queryValues }) => queryValues)],
};
