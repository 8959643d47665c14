import type { Expr, HealthRule, HealthRules, Path } from './rules.ts';

/** Expressions of Flux for the health of a kind (Kustomization, `spec.healthCheckExprs`). */
export interface CelHealth {
  readonly inProgress?: string;
  readonly failed?: string;
  readonly current: string;
}

/**
 * The rules as CEL expressions for Flux: `failed` is Degraded, `current` is Healthy, and an object for which neither is
 * true is in progress.
 *
 * Flux (fluxcd/pkg, runtime/cel) only parses them, with optional types and without the library of Kubernetes; the
 * variables are the top-level fields of the object. It asks `inProgress`, `failed` and `current`, in this order, so the
 * rules have to be in this order too. It takes an error for unknown and goes on waiting: that is what an object without
 * a status gives. For any other object each expression has a value, whatever the types of the fields, since one that
 * fails would hide the next.
 *
 * @throws when the rules are in another order.
 */
export function toCel({ rules }: HealthRules): CelHealth {
  const order = /^(P*)(D*)(H+)P*$/.exec(rules.map(({ status }) => status.charAt(0)).join(''));
  if (order === null) {
    const found = rules.map(({ status }) => status).join(', ');
    throw new Error(
      `Flux asks what is in progress, failed and current, in this order. The rules are: ${found}`,
    );
  }
  const [, progressing = '', degraded = '', healthy = ''] = order;
  const inProgress = anyOf(rules.slice(0, progressing.length));
  const failed = anyOf(rules.slice(progressing.length).slice(0, degraded.length));
  const current = anyOf(rules.slice(progressing.length + degraded.length).slice(0, healthy.length));
  return { ...(inProgress ? { inProgress } : {}), ...(failed ? { failed } : {}), current };
}

function anyOf(rules: readonly HealthRule[]): string {
  return rules.map(({ when }) => ('all' in when ? allOf(when.all) : celOf(when))).join(' ||\n');
}

function allOf(parts: readonly Expr[]): string {
  return parts.map(celOf).join(' &&\n');
}

/** An expression that binds at least as tightly as `&&`. */
function celOf(expr: Expr): string {
  if ('all' in expr) return `(${allOf(expr.all)})`;
  if ('not' in expr) return 'empty' in expr.not ? filled(expr.not.empty) : `!(${celOf(expr.not)})`;
  if ('present' in expr) return ask(expr.present, ({ read }) => `${read} != null`);
  if ('eq' in expr) return ask(expr.eq[0], ({ read }) => `${read} == ${literal(expr.eq[1])}`);
  if ('in' in expr) {
    const texts = expr.in[1].map(literal).join(', ');
    return ask(expr.in[0], ({ read }) => `${read} in [${texts}]`);
  }
  if ('same' in expr) {
    const other = fieldAt(expr.same[1]);
    return ask(
      expr.same[0],
      ({ read, field }) => `type(${read}) in [int, double, string] && ${field} == ${other.read}`,
    );
  }
  if ('more' in expr) {
    return ask(
      expr.more[0],
      ({ read, field }) => `type(${read}) in [int, double] && ${field} > ${expr.more[1]}`,
    );
  }
  return `!(${filled(expr.empty)})`;
}

function filled(path: Path): string {
  return ask(path, ({ read, field }) => `type(${read}) == list && size(${field}) > 0`);
}

/** A value: `read` is null where there is none; `field` fails there. */
interface Value {
  readonly read: string;
  readonly field: string;
}

/** A question about a value, which is false where its list has no such item. */
function ask(path: Path, question: (value: Value) => string): string {
  const at = path.findIndex((step) => typeof step !== 'string');
  const step = path[at];
  if (step === undefined || typeof step === 'string') return question(fieldAt(path));
  const list = fieldAt(path.slice(0, at));
  const key = `${fieldAt(['item', step.where[0]]).read} == ${literal(step.where[1])}`;
  const rest = path.slice(at + 1);
  const item = rest.length === 0 ? key : `${key} && ${question(fieldAt(['item', ...rest]))}`;
  return `type(${list.read}) == list && ${list.field}.exists(item, ${item})`;
}

function fieldAt(path: Path): Value {
  const keys = path.map((step) => {
    if (typeof step !== 'string' || !/^[A-Za-z_]\w*$/.test(step)) {
      throw new Error(`Flux cannot be asked for ${JSON.stringify(path)}`);
    }
    return step;
  });
  return { read: `${keys.join('.?')}.orValue(null)`, field: keys.join('.') };
}

function literal(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
