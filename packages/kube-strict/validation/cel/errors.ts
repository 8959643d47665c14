/** Why an expression has no value, as the server would say it: `no such key: a`. Other parts may make up for it. */
export class CelError extends Error {}

/** What the server refuses for what it costs (k8s.io/apiserver pkg/apis/cel/config.go). Nothing makes up for it. */
export class CostExceeded extends Error {
  constructor() {
    super('the rules cost more to evaluate than a server spends');
  }
}

/** What the server may still evaluate, but we do not: it would take too long. */
export class WorkExceeded extends Error {
  constructor() {
    super('it takes too many steps');
  }
}

/** An operator or function that is not defined for the types of its arguments. */
export function noSuchOverload(name: string): CelError {
  return new CelError(`no such overload: ${name}`);
}
