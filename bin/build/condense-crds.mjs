// Makes the fixtures of tests from CustomResourceDefinitions, as they are published or as "oc get crd -o yaml" writes them:
// names, types, bounds, required fields and rules. What people read is left out, and what repeats is written once.
//
// node bin/build/condense-crds.mjs --source "where they were read" [--into FOLDER] FILE...
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dump, loadAll } from 'js-yaml';

const FIXTURES = fileURLToPath(new URL('../../packages/kube-strict/test/fixtures/crds', import.meta.url));

const PROSE = new Set(['description', 'title', 'example', 'externalDocs']);
const BY_NAME = new Set(['properties', 'patternProperties', 'definitions']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);
const ONE = new Set(['items', 'additionalProperties', 'not']);
/** Shorter parts are written again where they repeat. */
const SHARED = 60;

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const mapped = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** A schema without prose. Only keywords are left out: a field may be called "description". */
function condensed(schema) {
  if (!isObject(schema)) return schema;
  const keywords = Object.entries(schema).filter(([keyword, value]) => !PROSE.has(keyword) && value !== null);
  return Object.fromEntries(
    keywords.map(([keyword, value]) => {
      if (BY_NAME.has(keyword)) return [keyword, mapped(value, condensed)];
      if (LISTS.has(keyword)) return [keyword, value.map(condensed)];
      if (ONE.has(keyword)) return [keyword, condensed(value)];
      if (keyword !== 'x-kubernetes-validations') return [keyword, value];
      // What a rule says to people is not what it demands.
      return [keyword, value.map(({ message: _, messageExpression: __, ...rule }) => rule)];
    }),
  );
}

/** The same value, in which equal parts are one object: YAML writes an alias for it. */
function shared(value, parts) {
  if (typeof value !== 'object' || value === null) return value;
  const made = Array.isArray(value)
    ? value.map((item) => shared(item, parts))
    : mapped(value, (member) => shared(member, parts));
  const text = JSON.stringify(made);
  if (text.length < SHARED) return made;
  if (!parts.has(text)) parts.set(text, made);
  return parts.get(text);
}

function condense({ spec }) {
  const { group, names, scope, versions } = spec;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${names.plural}.${group}` },
    spec: {
      group,
      names,
      scope,
      versions: versions.map(({ additionalPrinterColumns: _, schema, ...version }) => ({
        ...version,
        schema: { openAPIV3Schema: condensed(schema.openAPIV3Schema) },
      })),
    },
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { source: { type: 'string' }, into: { type: 'string', default: FIXTURES } },
});
if (values.source === undefined || positionals.length === 0) {
  console.error(
    'usage: node bin/build/condense-crds.mjs --source "where they were read" [--into FOLDER] FILE...',
  );
  process.exit(2);
}
mkdirSync(values.into, { recursive: true });
const documents = positionals.flatMap((file) => loadAll(readFileSync(file, 'utf8')));
const definitions = documents
  .flatMap((document) => document?.items ?? [document])
  .filter((document) => document?.kind === 'CustomResourceDefinition');
for (const definition of definitions) {
  const crd = condense(definition);
  const text = dump(shared(crd, new Map()), { lineWidth: -1, noArrayIndent: true });
  const header = `# Condensed by bin/build/condense-crds.mjs.\n# Source: ${values.source}\n`;
  writeFileSync(`${values.into}/${crd.metadata.name}.yaml`, header + text);
}
console.log(`${definitions.length} definitions condensed`);
