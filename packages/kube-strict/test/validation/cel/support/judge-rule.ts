import type { Finding } from '../../../../validation/finding.ts';
import { validateObject } from '../../../../validation/validate.ts';
import { type WidgetOptions, widget, widgetCatalog } from '../../support/catalogs.ts';

/** What the rules find in a Widget, whose spec has a schema. */
export function found(
  specSchema: object,
  spec: unknown,
  old?: unknown,
  options?: WidgetOptions,
): readonly Finding[] {
  const catalog = widgetCatalog({ type: 'object', ...specSchema }, options);
  const before = old === undefined ? undefined : widget({ spec: old });
  return validateObject(widget({ spec }), catalog, before).findings;
}

/** The rules of a schema. */
export function rules(...sources: (string | object)[]): object {
  return {
    'x-kubernetes-validations': sources.map((source) =>
      typeof source === 'string' ? { rule: source } : source,
    ),
  };
}

/** Problems as `rule path: message`. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, path, message, severity }) =>
    severity === 'error' ? `${rule} ${path}: ${message}` : `${severity} ${rule} ${path}: ${message}`,
  );
}

/** What a rule on the spec makes of a field `x`. */
export function judge(field: object, value: unknown, rule: string): string[] {
  return told(found({ properties: { x: field }, ...rules(rule) }, { x: value }));
}

export const text = { type: 'string' };
export const integer = { type: 'integer' };
