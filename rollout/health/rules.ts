/**
 * A way into an object. `{where: [key, value]}` steps into the item of a list whose field `key` is `value`: a condition
 * by its type, a reference by its name. Operators keep one item of each; were there more, the first would count in Lua
 * and in Python, and any for Flux.
 */
export type Path = readonly PathStep[];
export type PathStep = string | Where;
export interface Where {
  readonly where: readonly [key: string, value: string];
}

/**
 * A question about an object, answered for every object whatever its shape. What is missing, null, or of another type
 * than the question needs, counts as absent, and what is absent equals nothing, is more than nothing, and is empty.
 */
export type Expr =
  | { readonly all: readonly Expr[] }
  | { readonly not: Expr }
  /** There, and null neither. */
  | { readonly present: Path }
  | { readonly eq: readonly [Path, string | number | boolean] }
  | { readonly in: readonly [Path, readonly string[]] }
  /** Both the same text or the same number. */
  | { readonly same: readonly [Path, Path] }
  /** A number above a bound. */
  | { readonly more: readonly [Path, number] }
  /** No list, or a list without items. */
  | { readonly empty: Path };

/** A piece of a message: as it stands, or a text or number of the object, or else what to say when there is none. */
export type Text = string | { readonly path: Path; readonly orElse: string };

/** The health of an object: three of the states of Argo CD, and the only ones that say how a rollout goes on. */
export type HealthStatus = 'Healthy' | 'Progressing' | 'Degraded';

export interface HealthRule {
  readonly status: HealthStatus;
  readonly when: Expr;
  readonly message: readonly Text[];
}

/** The health of a kind: the first rule that holds decides, and where none holds the object is Progressing. */
export interface HealthRules {
  readonly rules: readonly HealthRule[];
  readonly otherwise: { readonly status: 'Progressing'; readonly message: readonly Text[] };
}

/** A kind with its health. */
export interface KindHealth {
  readonly apiVersion: string;
  readonly kind: string;
  readonly health: HealthRules;
}

/** The path of a condition of an object, and on into one of its fields. */
export function condition(type: string, ...rest: string[]): Path {
  return ['status', 'conditions', { where: ['type', type] }, ...rest];
}

/** The paths that rules read, each once, in the order of their first use. */
export function pathsOf({ rules, otherwise }: HealthRules): readonly Path[] {
  const messages = [...rules.map(({ message }) => message), otherwise.message];
  const paths = [
    ...rules.flatMap(({ when }) => pathsOfExpr(when)),
    ...messages.flatMap((message) =>
      message.flatMap((part) => (typeof part === 'string' ? [] : [part.path])),
    ),
  ];
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

function pathsOfExpr(expr: Expr): readonly Path[] {
  if ('all' in expr) return expr.all.flatMap(pathsOfExpr);
  if ('not' in expr) return pathsOfExpr(expr.not);
  if ('present' in expr) return [expr.present];
  if ('eq' in expr) return [expr.eq[0]];
  if ('in' in expr) return [expr.in[0]];
  if ('same' in expr) return expr.same;
  if ('more' in expr) return [expr.more[0]];
  return [expr.empty];
}
