import { RE2JS } from 're2js';
import { memberPointer } from '../../../ground/json-pointer.ts';
import { customFormat } from '../../../validation/formats/custom-formats.ts';
import type { Family, SourceKind } from '../../../validation/schema/source-kind.ts';
import { definition, refName, type SourceSchema } from '../../../validation/schema/source-schema.ts';
import { isMembers, type Members } from '../oracle/problem.ts';
import type { Choices } from './random.ts';

/** An object with one fault. */
export interface Mutation {
  readonly object: unknown;
  readonly rule: string;
  readonly path: string;
}

/** A value in an object, and the schema of its place. */
interface Site {
  readonly holder: Members | unknown[];
  readonly key: string | number;
  readonly path: string;
  readonly schema: SourceSchema;
  /** Whether unknown fields of the value are pruned. */
  readonly closed: boolean;
  readonly family: Family;
}

/** One fault of each rule that the object has a place for. */
export function mutations(object: unknown, kind: SourceKind, choices: Choices): Mutation[] {
  return Object.entries(FAULTS).flatMap(([rule, fault]) => {
    const copy = structuredClone(object);
    // Where the status is dropped, only its unknown fields count.
    const droppedStatus = kind.statusSubresource && rule !== 'unknown-field';
    const sites = sitesOf(copy, kind).filter(({ path }) => !droppedStatus || !path.startsWith('/status'));
    const paths = sites
      .map((site) => ({ site, apply: fault(site, choices) }))
      .filter(({ apply }) => apply !== undefined);
    if (paths.length === 0) return [];
    const path = choices.of(paths).apply?.();
    return path === undefined ? [] : [{ object: copy, rule: rule.replace(/:.*/, ''), path }];
  });
}

/** Where a fault can be made: does it, and returns the path at which it must be found. */
type Fault = (site: Site, choices: Choices) => (() => string) | undefined;

const FAULTS: Readonly<Record<string, Fault>> = {
  'unknown-field': (site) => {
    const value = contentOf(site);
    if (!site.closed || !isMembers(value)) return undefined;
    return () => {
      value['unheardOf'] = 1;
      return `${site.path}/unheardOf`;
    };
  },
  type: (site) => {
    const wrong = wrongType(site.schema);
    return wrong === undefined ? undefined : replaceBy(site, wrong);
  },
  required: (site, choices) => {
    const value = contentOf(site);
    const { required = [], properties } = site.schema;
    const names = required.filter((name) => properties?.[name]?.default === undefined && name !== 'metadata');
    if (!isMembers(value) || names.length === 0) return undefined;
    const name = choices.of(names);
    return () => {
      delete value[name];
      return memberPointer(site.path, name);
    };
  },
  'required:null': (site, choices) => {
    const value = contentOf(site);
    const { required = [], properties } = site.schema;
    const names = required.filter((name) => {
      const member = name === 'metadata' ? undefined : properties?.[name];
      return member !== undefined && member.default === undefined && !member.nullable;
    });
    if (!isMembers(value) || names.length === 0) return undefined;
    const name = choices.of(names);
    return () => {
      value[name] = null;
      return memberPointer(site.path, name);
    };
  },
  enum: (site) =>
    site.schema.enum && site.schema.type === 'string' ? replaceBy(site, 'not-one-of-these') : undefined,
  'bounds:low': ({ schema: { minimum }, ...site }) =>
    minimum === undefined || minimum < -(2 ** 31) ? undefined : replaceBy(site, minimum - 1),
  'bounds:high': ({ schema: { maximum }, ...site }) =>
    maximum === undefined || maximum > 2 ** 53 ? undefined : replaceBy(site, maximum + 1),
  'length:short': ({ schema: { minLength = 0, type }, ...site }) =>
    minLength > 0 && type === 'string' ? replaceBy(site, '\u{1f600}'.repeat(minLength - 1)) : undefined,
  'length:long': ({ schema: { maxLength = Infinity, type }, ...site }) =>
    maxLength < 10_000 && type === 'string' ? replaceBy(site, '\u{1f600}'.repeat(maxLength + 1)) : undefined,
  'length:many': (site) => {
    const value = contentOf(site);
    const { maxItems = Infinity } = site.schema;
    if (maxItems > 100 || !Array.isArray(value) || value.length === 0) return undefined;
    return () => {
      while (value.length <= maxItems) value.push(structuredClone(value[0]));
      return site.path;
    };
  },
  pattern: (site) => {
    const { pattern } = site.schema;
    const text = ['\u0000', '!?', ''].find((one) => pattern && !RE2JS.compile(pattern).matcher(one).find());
    return text === undefined || site.schema.minLength ? undefined : replaceBy(site, text);
  },
  format: ({ schema, ...site }) =>
    schema.format?.startsWith('go-') || (customFormat(schema) && schema.format !== 'password')
      ? replaceBy(site, ' not\u0000at all')
      : undefined,
  'null:item': (site) => {
    const { nullable, default: fallback, type } = site.schema;
    const admitted = nullable || fallback !== undefined || type === undefined;
    if (site.family === 'kubernetes' || !Array.isArray(site.holder) || admitted) return undefined;
    return replaceBy(site, null);
  },
  'list-type': (site, choices) => {
    const value = contentOf(site);
    const unique = ['set', 'map'].includes(site.schema['x-kubernetes-list-type'] ?? '');
    if (!unique || !Array.isArray(value) || value.length === 0) return undefined;
    return () => memberPointer(site.path, value.push(structuredClone(choices.of(value))) - 1);
  },
};

function replaceBy({ holder, key, path }: Omit<Site, 'schema'>, value: unknown): (() => string) | undefined {
  if (path === '') return undefined;
  return () => {
    Object.assign(holder, { [key]: value });
    return path;
  };
}

function wrongType(schema: SourceSchema): unknown {
  const types = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : [schema.type ?? []].flat();
  if (types.length === 0) return undefined;
  if (!types.includes('boolean')) return true;
  return 'true';
}

function contentOf({ holder, key }: Site): unknown {
  return (holder as Members)[key];
}

/** Every value in an object whose schema is known, but for its metadata. */
function sitesOf(object: unknown, { schema: root, definitions = {}, family }: SourceKind): Site[] {
  const sites: Site[] = [];
  const resolve = (schema: SourceSchema): SourceSchema =>
    schema.$ref === undefined ? schema : definition(definitions, refName(schema.$ref));
  const visit = (holder: Site['holder'], key: string | number, path: string, source: SourceSchema): void => {
    const schema = resolve(source);
    const value = (holder as Members)[key];
    const open = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties !== undefined;
    if (value !== null)
      sites.push({ holder, key, path, schema, closed: !open && schema.type === 'object', family });
    if (Array.isArray(value) && schema.items !== undefined) {
      for (const index of value.keys()) visit(value, index, memberPointer(path, index), schema.items);
    } else if (isMembers(value)) {
      for (const name of Object.keys(value)) {
        const known = schema.properties?.[name] ?? schema.additionalProperties;
        if (typeof known === 'object' && !isTypeMeta(path, name))
          visit(value, name, memberPointer(path, name), known);
      }
    }
  };
  const holder = { root: object };
  visit(holder, 'root', '', root);
  return sites;
}

function isTypeMeta(path: string, name: string): boolean {
  return path === '' && ['apiVersion', 'kind', 'metadata'].includes(name);
}
