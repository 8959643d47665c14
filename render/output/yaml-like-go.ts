import {
  defineMappingTag,
  defineScalarTag,
  FAILSAFE_SCHEMA,
  load,
  loadAll,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
} from 'js-yaml';
import { resolvePlain } from 'kube-strict/ground/plain-scalar.ts';
import { readSimpleYaml } from './simple-yaml.ts';

/**
 * Reads one YAML document as kubectl, Argo CD and Flux do. The parser is not the one of the package that writes, so that
 * a mistake of the one is not made by the other.
 * @throws Error when the text is no YAML, holds more than one document, or uses a tag that has no meaning in a Kubernetes object.
 */
export function readYamlLikeGo(text: string): unknown {
  return readSimpleYaml(text) ?? readAnyYaml(text);
}

/** The same, slower: readSimpleYaml knows nearly all that we write, and is tested against this. */
export function readAnyYaml(text: string): unknown {
  return load(text, options());
}

/** The documents of a YAML text, in their order. */
export function readAllYaml(text: string): unknown[] {
  return loadAll(text, options());
}

/** Deeper than what emitChecked lets pass; the default is not. */
function options() {
  return { schema: GO_SCHEMA, maxDepth: 1000 };
}

/** A tag for the plain scalars that have a certain value. */
function tag(name: string, isValue: (value: unknown) => boolean) {
  return defineScalarTag(`tag:yaml.org,2002:${name}`, {
    implicit: true,
    resolve: (text) => {
      const value = resolvePlain(text);
      return isValue(value) ? value : NOT_RESOLVED;
    },
    // It is for reading only.
    identify: () => false,
  });
}

const GO_SCHEMA = FAILSAFE_SCHEMA.withTags(
  mergeTag,
  // Go's YAML has keys that are null, JSON does not.
  defineMappingTag(mapTag.tagName, {
    ...mapTag,
    addPair: (map, key, value) => (key === null ? 'a key cannot be null' : mapTag.addPair(map, key, value)),
  }),
  tag('null', (value) => value === null),
  tag('bool', (value) => typeof value === 'boolean'),
  tag('int', (value) => typeof value === 'number'),
  tag('float', (value) => typeof value === 'number'),
);
