import { Environment } from '@marcbachmann/cel-js';
import type { CelHealth } from '../../../rollout/health/to-cel.ts';
import type { Json, JsonObject } from './recorded.ts';

/** Without an own library of functions, and with nothing declared: the variables are the fields of the object. */
const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true });
const programs = new Map<string, ReturnType<Environment['parse']>>();

/**
 * What Flux says of an object (fluxcd/pkg, runtime/cel/status_evaluator.go): first it compares the generations, then it
 * asks the expressions in order. An error is status Unknown, with which Flux goes on waiting.
 */
export type FluxStatus = 'InProgress' | 'Failed' | 'Current' | 'Unknown';

export function fluxStatus({ inProgress, failed, current }: CelHealth, object: JsonObject): FluxStatus {
  const [generation, observed] = [
    at(object, 'metadata', 'generation'),
    at(object, 'status', 'observedGeneration'),
  ];
  if (observed !== undefined) {
    if (!Number.isInteger(observed)) return 'Unknown';
    if (generation !== undefined && observed !== generation) return 'InProgress';
  }
  try {
    if (inProgress !== undefined && evaluate(inProgress, object)) return 'InProgress';
    if (failed !== undefined && evaluate(failed, object)) return 'Failed';
    return evaluate(current, object) ? 'Current' : 'InProgress';
  } catch {
    return 'Unknown';
  }
}

/** The value of an expression over an object. Throws where the evaluation does, and where it gives no boolean. */
export function evaluate(expression: string, object: JsonObject): boolean {
  const parsed = programs.get(expression) ?? environment.parse(expression);
  programs.set(expression, parsed);
  const result: unknown = parsed(celOf(object) as Record<string, unknown>);
  if (typeof result !== 'boolean') throw new Error(`Not a boolean: ${String(result)}`);
  return result;
}

/** A value as the client of Kubernetes reads JSON: whole numbers are integers. */
function celOf(value: Json): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celOf);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, celOf(item)]));
}

function at(object: JsonObject, first: string, second: string): Json | undefined {
  const value = object[first];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[second] : undefined;
}
