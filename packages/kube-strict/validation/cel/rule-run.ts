import { isJsonObject, type Json } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import type { Findings } from '../judgement.ts';
import { memberNode, type SchemaNode } from '../schema/schema-node.ts';
import { Budget } from './budget.ts';
import { Correlation } from './correlation.ts';
import { CelError, CostExceeded, WorkExceeded } from './errors.ts';
import { evaluate, type Scope } from './evaluate.ts';
import type { Rule } from './rule.ts';
import { type CelValue, Optional } from './values.ts';
import { Views } from './views.ts';

/** A value in the object, and where it was. */
interface Place {
  readonly value: Json;
  readonly node: SchemaNode;
  readonly path: string;
  /** Whether the value is a whole object, with metadata. */
  readonly isResource: boolean;
  readonly correlation: Correlation;
}

/** The longest message that the server takes from an expression (k8s.io/apiserver pkg/apis/cel/config.go). */
const LONGEST_MESSAGE = 5 * 1024;

/** Evaluates all rules for one object (apiextensions-apiserver pkg/apiserver/schema/cel/validation.go, Validator). */
export class RuleRun {
  private readonly budget = new Budget();
  private readonly views = new Views();
  /** Rules that could not be evaluated are told of once. */
  private readonly told = new Set<Rule>();

  constructor(private readonly findings: Findings) {}

  /** @param old the same object before an update */
  check(object: Json, root: SchemaNode, old: Json | undefined): void {
    const correlation = Correlation.ofRoot(object, root, old);
    try {
      this.visit({ value: object, node: root, path: '', isResource: true, correlation });
    } catch (error) {
      if (error instanceof CostExceeded) {
        this.findings.add('api/cel', '', `The rules were not all evaluated: ${error.message}.`);
      } else if (error instanceof WorkExceeded) {
        const message = `The rules were not all evaluated: ${error.message}.`;
        this.findings.add('api/cel-not-evaluated', '', message, { severity: 'warning' });
      } else throw error;
    }
  }

  private visit(place: Place): void {
    const { value, node, path, correlation } = place;
    if (value === null) return;
    for (const rule of node.rules ?? []) this.checkRule(rule, place);
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        this.visitPart(item, node.items, memberPointer(path, index), () => correlation.item(index));
      }
    } else if (isJsonObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        const part = memberNode(node, key);
        this.visitPart(member, part, memberPointer(path, key), () => correlation.member(key));
      }
    }
  }

  private visitPart(
    value: Json,
    node: SchemaNode | undefined,
    path: string,
    correlate: () => Correlation,
  ): void {
    if (!node?.rulesWithin) return;
    this.visit({ value, node, path, isResource: node.embedded === true, correlation: correlate() });
  }

  private checkRule(rule: Rule, place: Place): void {
    const { old } = place.correlation;
    if (rule.usesOldSelf && old === undefined && !rule.optionalOldSelf) return;
    const { expression } = rule;
    if (expression === undefined) {
      this.tellUnevaluated(rule, place.path);
      return;
    }
    this.budget.startRule();
    try {
      const scope = this.scopeOf(place, rule.optionalOldSelf === true);
      if (evaluate(expression, scope, this.budget) === true) return;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      const message = `The rule cannot be evaluated, ${error.message}: ${rule.message ?? rule.source}`;
      this.findings.add('api/cel', place.path, message);
      return;
    }
    // What was there before, and has not changed, is let be; the server only warns.
    const more = !rule.usesOldSelf && place.correlation.isUnchanged ? ({ severity: 'warning' } as const) : {};
    this.findings.add('api/cel', place.path + (rule.path ?? ''), this.messageOf(rule, place), more);
  }

  private tellUnevaluated(rule: Rule, path: string): void {
    if (this.told.has(rule)) return;
    this.told.add(rule);
    const message = `A rule was not evaluated, since ${rule.problem}: ${rule.source}`;
    this.findings.add('api/cel-not-evaluated', path, message, { severity: 'warning' });
  }

  private scopeOf({ value, node, isResource, correlation }: Place, optional: boolean): Scope {
    const self = { name: 'self', value: this.views.of(value, node, isResource) };
    const { old } = correlation;
    const oldSelf = old === undefined ? undefined : this.views.of(old, node, isResource);
    if (optional) return { name: 'oldSelf', value: optionalOf(oldSelf), outer: self };
    return oldSelf === undefined ? self : { name: 'oldSelf', value: oldSelf, outer: self };
  }

  private messageOf(rule: Rule, place: Place): string {
    return this.evaluateMessage(rule, place) ?? rule.message ?? `failed rule: ${rule.source}`;
  }

  /** @returns undefined when there is none, or one that the server does not take */
  private evaluateMessage({ messageExpression }: Rule, place: Place): string | undefined {
    if (messageExpression === undefined) return undefined;
    this.budget.startRule();
    try {
      const value = evaluate(messageExpression, this.scopeOf(place, false), this.budget);
      const message = typeof value === 'string' ? value.trim() : '';
      const isFine =
        message !== '' && !message.includes('\n') && Buffer.byteLength(message) <= LONGEST_MESSAGE;
      return isFine ? message : undefined;
    } catch (error) {
      if (error instanceof CelError) return undefined;
      throw error;
    }
  }
}

function optionalOf(value: CelValue | undefined): Optional {
  return value === undefined ? Optional.none : new Optional(value);
}
