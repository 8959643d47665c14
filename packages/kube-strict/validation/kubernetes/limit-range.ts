import { describe } from '../describe.ts';
import { qualifiedName } from '../metadata/names.ts';
import { distinct, type Part } from './part.ts';
import type { Nanos } from './quantity.ts';
import { containerResource, isOvercommitAllowed, resourceName } from './resource-names.ts';
import { checkMemberName, nanosOf } from './resources.ts';

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];
const FIELDS = ['default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min'] as const;
type Field = (typeof FIELDS)[number];

/** What pods and claims in a namespace may ask for (k8s.io/kubernetes pkg/apis/core/validation, ValidateLimitRange). */
export function checkLimitRange(range: Part): void {
  const limits = range.at('spec', 'limits');
  for (const limit of limits.items) checkLimit(limit);
  distinct(limits.items, (limit) => limit.at('type').text, 'type');
}

function checkLimit(limit: Part): void {
  const type = limit.at('type');
  if (type.requireText() && type.expect(qualifiedName) && !type.text.includes('/')) type.oneOf(TYPES);
  const isPod = type.text === 'Pod';
  const isContainer = type.text === 'Container';
  for (const field of FIELDS) {
    for (const [name, amount] of limit.at(field).members)
      checkMemberName(name, amount, isPod || isContainer ? containerResource : resourceName);
  }
  if (isPod)
    for (const field of ['default', 'defaultRequest'])
      if (limit.at(field).size > 0) limit.at(field).forbid('for the type Pod');
  if (
    type.text === 'PersistentVolumeClaim' &&
    !limit.at('min', 'storage').exists &&
    !limit.at('max', 'storage').exists
  )
    limit.invalid('Expected min or max of storage for the type PersistentVolumeClaim.');
  const names = new Set(FIELDS.flatMap((field) => limit.at(field).keys));
  for (const name of names) checkResource(limit, name, isContainer);
}

/** Amounts of one resource must be in order. */
function checkResource(limit: Part, name: string, isContainer: boolean): void {
  const parts = Object.fromEntries(FIELDS.map((field) => [field, limit.at(field, name)])) as Record<
    Field,
    Part
  >;
  const amounts = amountsOf(parts, isContainer);
  const wrong = ORDER.filter(([less, more]) => isGreater(amounts[less], amounts[more]));
  const told = wrong.filter(([less, more]) => parts[less].exists && parts[more].exists);
  // What the server has filled in is wrong only together with something that is there.
  for (const [less, more] of told.length > 0 ? told : wrong.slice(0, 1)) {
    const part = parts[less].exists ? parts[less] : parts[more];
    part.invalid(`Expected ${less} of ${name} to be at most ${more}, found ${describe(part.value)}.`);
  }
  checkRatio(parts.maxLimitRequestRatio, amounts);
  const { default: usual, defaultRequest } = amounts;
  if (isOvercommitAllowed(name) || usual === undefined || defaultRequest === undefined) return;
  if (usual !== defaultRequest) parts.defaultRequest.invalid(`Expected what the default of ${name} is.`);
}

function isGreater(low: Nanos | undefined, high: Nanos | undefined): boolean {
  return low !== undefined && high !== undefined && low > high;
}

const ORDER: readonly (readonly [Field, Field])[] = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'max'],
  ['defaultRequest', 'default'],
  ['min', 'default'],
  ['default', 'max'],
];

/** For containers the server fills in what follows from the rest (pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem). */
function amountsOf(parts: Record<Field, Part>, isContainer: boolean): Partial<Record<Field, Nanos>> {
  const amounts: Partial<Record<Field, Nanos>> = {};
  for (const field of FIELDS) if (parts[field].exists) amounts[field] = nanosOf(parts[field]);
  if (!isContainer) return amounts;
  const usual = amounts.default ?? amounts.max;
  const asked = amounts.defaultRequest ?? usual ?? amounts.min;
  return {
    ...amounts,
    ...(usual !== undefined && { default: usual }),
    ...(asked !== undefined && { defaultRequest: asked }),
  };
}

const ONE: Nanos = 1_000_000_000n;

function checkRatio(
  part: Part,
  { max, min, maxLimitRequestRatio: ratio }: Partial<Record<Field, Nanos>>,
): void {
  if (ratio === undefined) return;
  if (ratio < ONE) part.add('api/bounds', `Expected at least 1, found ${describe(part.value)}.`);
  if (max === undefined || min === undefined || min <= 0n || max < min) return;
  // The greatest ratio that min and max leave room for.
  if (ratio * min > max * ONE)
    part.invalid(`Expected at most max divided by min, found ${describe(part.value)}.`);
}
