import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../validation/catalog/catalog.ts';
import { parseExpression } from '../../../validation/cel/parse.ts';
import { readRule } from '../../../validation/cel/read-rule.ts';
import { kindsOfCrd } from '../../../validation/schema/crd.ts';
import { linkNodes, nodeTable } from '../../../validation/schema/node-table.ts';
import { children, type SourceRule, type SourceSchema } from '../../../validation/schema/source-schema.ts';
import { validateObject } from '../../../validation/validate.ts';
import { PUBLISHED_SETS, publishedKinds } from '../../support/published-crds.ts';
import { legalValue } from '../generate/legal.ts';
import { objectMeta, widget, widgetCrd } from '../support/catalogs.ts';
import { otherOutcome, otherValue } from './support/other-engine.ts';

/** Values that each rule is evaluated on. */
const VALUES = 30;
/** Made anew they would be other values, and now and then reach fewer rules. */
const SEED = 1;

/** A rule, and the schema that states it. */
interface Site {
  readonly rule: SourceRule;
  readonly schema: SourceSchema;
  readonly isRoot: boolean;
}

/** Every rule that differs from the others. */
function publishedRules(): Site[] {
  const sites = new Map<string, Site>();
  const visit = (schema: SourceSchema, isRoot: boolean): void => {
    for (const rule of schema['x-kubernetes-validations'] ?? []) {
      if (!sites.has(rule.rule)) sites.set(rule.rule, { rule, schema, isRoot });
    }
    for (const part of children(schema)) visit(part, false);
  };
  for (const set of PUBLISHED_SETS) for (const kind of publishedKinds(set)) visit(kind.schema, true);
  return [...sites.values()];
}

/** What a rule makes of a value, given an old one. */
type Outcome = 'holds' | 'fails' | 'blocked' | string;

function judgeOf({ rule, schema, isRoot }: Site): (value: unknown, old: unknown) => Outcome {
  const alone: SourceSchema = { ...withoutRules(schema), 'x-kubernetes-validations': [rule] };
  const inSpec = { type: 'object', properties: { x: alone } };
  const [kind] = kindsOfCrd(widgetCrd(isRoot ? alone : { type: 'object', properties: { spec: inSpec } }));
  if (kind === undefined) throw new Error('no kind');
  // The values are made to fit the schema, so that only the rule is left to judge.
  const root = linkNodes(nodeTable(kind.schema, {}, readRule));
  const catalog: Catalog = { find: () => ({ info: kind, objectMeta, root, checkValue: () => [] }) };
  const holder = (held: unknown) => (isRoot ? widget(held as object) : widget({ spec: { x: held } }));
  return (value, old) => {
    const { findings } = validateObject(holder(value), catalog, old === undefined ? undefined : holder(old));
    const found = findings.find((finding) => finding.rule.startsWith('api/cel'));
    if (found !== undefined) return /evaluated/.test(found.message) ? found.message : 'fails';
    return findings.some(({ severity }) => severity === 'error') ? 'blocked' : 'holds';
  };
}

function withoutRules({ 'x-kubernetes-validations': _, ...schema }: SourceSchema): SourceSchema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, part]) => [key, withoutRules(part)]),
      ),
    }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: withoutRules(additionalProperties),
    }),
    ...(items && { items: withoutRules(items) }),
  };
}

describe('published rules', () => {
  const sites = publishedRules();
  const judges = new Map(sites.map((site) => [site, judgeOf(site)]));

  it('are many', () => {
    expect(sites.length).toBeGreaterThan(70);
  });

  it('can all be parsed', () => {
    for (const { rule } of sites) expect(() => parseExpression(rule.rule, ['self', 'oldSelf'])).not.toThrow();
  });

  it('are evaluated on values of their schema, and most of them both hold and do not', () => {
    const seen = new Map<string, Set<Outcome>>();
    for (const site of sites) {
      const values = fc.sample(legalValue(site.schema), { seed: SEED, numRuns: VALUES });
      const judge = judges.get(site) ?? judgeOf(site);
      const outcomes = values.map((value, index) => judge(value, values[index - 1]));
      seen.set(site.rule.rule, new Set(outcomes));
    }
    for (const [rule, outcomes] of seen) {
      const all = [...outcomes].join();
      expect(`${rule}: ${all}`).not.toMatch(/not evaluated|no such overload|no such attribute|invalid data/);
      expect(`${rule}: ${all}`).toMatch(/holds|fails/);
    }
    const both = [...seen].filter(([, outcomes]) => outcomes.has('holds') && outcomes.has('fails'));
    expect(both.length).toBeGreaterThan(sites.length * 0.6);
  });

  // The other engine knows no functions of Kubernetes and no patterns of Go, and is given values without their defaults.
  const standard = sites.filter(
    ({ rule, schema, isRoot }) =>
      !isRoot &&
      !/\b(?:is(?:IP|CIDR|URL)|format|matches)\b/.test(rule.rule) &&
      !JSON.stringify(schema).includes('"default":'),
  );

  it('have the value that another engine finds', () => {
    let compared = 0;
    for (const site of standard) {
      const values = fc.sample(legalValue(site.schema), { seed: SEED, numRuns: VALUES });
      const judge = judges.get(site) ?? judgeOf(site);
      for (const [index, value] of values.entries()) {
        const old = values[index - 1];
        const outcome = judge(value, old);
        if (outcome === 'blocked' || value === null || (old ?? null) === null) continue;
        const variables = { self: otherValue(value, site.schema), oldSelf: otherValue(old, site.schema) };
        const expected =
          { true: 'holds', false: 'fails' }[otherOutcome(site.rule.rule, variables)] ?? 'no value';
        const own = outcome === 'holds' || outcome === 'fails' ? outcome : 'no value';
        expect(`${site.rule.rule} on ${JSON.stringify([value, old])}: ${own}`).toBe(
          `${site.rule.rule} on ${JSON.stringify([value, old])}: ${expected}`,
        );
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
