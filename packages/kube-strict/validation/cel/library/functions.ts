import type { Budget } from '../budget.ts';
import { noSuchOverload } from '../errors.ts';
import type { CelValue } from '../values.ts';
import { CONVERSIONS } from './conversions.ts';
import { EXTENDED_LISTS } from './extended-lists.ts';
import { FORMAT_STRINGS } from './format-strings.ts';
import { LISTS } from './kubernetes-lists.ts';
import { NAMED_FORMATS } from './named-formats.ts';
import { NETWORKS } from './networks.ts';
import { OPERATORS } from './operators.ts';
import { OPTIONALS } from './optionals.ts';
import type { Functions, Overload } from './overload.ts';
import { QUANTITIES } from './quantity.ts';
import { REGEX } from './regex.ts';
import { SEMVERS } from './semver.ts';
import { SETS } from './sets.ts';
import { STANDARD } from './standard.ts';
import { STRINGS } from './strings.ts';
import { TIMES } from './times.ts';
import { typeName } from './types.ts';
import { URLS } from './urls.ts';

/** The libraries of Kubernetes 1.34 (k8s.io/apiserver pkg/cel/environment/base.go), but for that of authorizers. */
const LIBRARIES: readonly Functions[] = [
  OPERATORS,
  STANDARD,
  CONVERSIONS,
  TIMES,
  STRINGS,
  FORMAT_STRINGS,
  LISTS,
  EXTENDED_LISTS,
  SETS,
  OPTIONALS,
  REGEX,
  URLS,
  NETWORKS,
  QUANTITIES,
  SEMVERS,
  NAMED_FORMATS,
];

const FUNCTIONS = new Map<string, Overload[]>();
for (const library of LIBRARIES) {
  for (const [name, overloads] of Object.entries(library)) {
    FUNCTIONS.set(name, [...(FUNCTIONS.get(name) ?? []), ...overloads]);
  }
}

/** Whether there is a function with a name and a number of arguments, the receiver included. */
export function isFunction(name: string, count: number): boolean {
  return FUNCTIONS.get(name)?.some(({ takes }) => takes.length === count) === true;
}

/** Whether a name with dots is that of a function, and not a method of a field. */
export function isNamespaced(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** @throws CelError when the function is not defined for the arguments, or fails */
export function callFunction(name: string, args: readonly CelValue[], budget: Budget): CelValue {
  const types = args.map(typeName);
  const found = FUNCTIONS.get(name)?.find(
    ({ takes }) =>
      takes.length === types.length && takes.every((type, index) => type === 'any' || type === types[index]),
  );
  if (found === undefined) throw noSuchOverload(`${name}(${types.join(', ')})`);
  return found.run(args, budget);
}
