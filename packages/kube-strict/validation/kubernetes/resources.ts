import { describe } from '../describe.ts';
import { dnsLabel } from '../metadata/names.ts';
import type { Part, TextCheck } from './part.ts';
import { isWhole, type Nanos, readQuantity } from './quantity.ts';
import { containerResource, isCounted, isHugePages, isOvercommitAllowed } from './resource-names.ts';

const THOUSANDTH: Nanos = 1_000_000n;

/**
 * An amount of a resource. Before the server looks, it rounds to thousandths, away from zero (pkg/apis/core/v1/defaults.go,
 * SetDefaults_ResourceList).
 */
export function nanosOf(part: Part): Nanos {
  const { nanos } = readQuantity(part.value);
  const rest = nanos % THOUSANDTH;
  if (rest === 0n) return nanos;
  return nanos - rest + (rest < 0n ? -THOUSANDTH : THOUSANDTH);
}

export function checkNotNegative(part: Part): void {
  if (nanosOf(part) < 0n) part.add('api/bounds', `Expected at least 0, found ${describe(part.value)}.`);
}

export function checkPositive(part: Part): void {
  if (part.exists && nanosOf(part) <= 0n)
    part.add('api/bounds', `Expected more than 0, found ${describe(part.value)}.`);
}

/** An amount of a resource (pkg/apis/core/validation, ValidateResourceQuantityValue). */
export function checkAmount(name: string, amount: Part): void {
  checkNotNegative(amount);
  if (isCounted(name) && !isWhole(readQuantity(amount.value)))
    amount.invalid(`Expected a whole number, found ${describe(amount.value)}.`);
}

/** The name of a member, as a check sees it. */
export function checkMemberName(name: string, member: Part, check: TextCheck): void {
  const expected = check(name);
  if (expected !== undefined) member.add('api/format', `Expected ${expected}; found ${describe(name)}.`);
}

/** What is asked for, and the limits (validateResourceRequirements). */
export function checkRequirements(
  resources: Part,
  claims: ReadonlySet<string>,
  name: TextCheck = containerResource,
): void {
  const [limits, requests] = [resources.at('limits'), resources.at('requests')];
  checkAmounts(limits, name);
  checkAmounts(requests, name);
  for (const [resource, request] of requests.members) checkRequest(resource, request, limits.at(resource));
  checkClaims(resources.at('claims'), claims);
  checkPagesCompany(resources, [...limits.keys, ...requests.keys]);
}

/** What a pod costs beside its containers. */
export function checkOverhead(overhead: Part): void {
  checkAmounts(overhead);
  checkPagesCompany(overhead, overhead.keys);
}

function checkPagesCompany(resources: Part, names: readonly string[]): void {
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    resources.invalid('Expected cpu or memory beside huge pages.');
}

/** Amounts by the names of resources. */
function checkAmounts(amounts: Part, name: TextCheck = containerResource): void {
  for (const [resource, amount] of amounts.members) {
    checkMemberName(resource, amount, name);
    checkAmount(resource, amount);
    if (isHugePages(resource)) checkPages(resource, amount);
  }
}

function checkRequest(resource: string, request: Part, limit: Part): void {
  const overcommit = isOvercommitAllowed(resource);
  if (!limit.exists) {
    if (!overcommit) request.invalid(`A request for ${resource} needs a limit that is the same.`);
    return;
  }
  const [asked, most] = [nanosOf(request), nanosOf(limit)];
  const found = `${describe(request.value)} with the limit ${describe(limit.value)}`;
  if (asked !== most && !overcommit) request.invalid(`Expected what the limit is, found ${found}.`);
  else if (asked > most) request.invalid(`Expected at most the limit, found ${found}.`);
}

/** Huge pages come whole. */
function checkPages(resource: string, amount: Part): void {
  const page = readQuantity(resource.slice('hugepages-'.length)).nanos;
  const wanted = nanosOf(amount);
  if (page > 0n && wanted % page === 0n) return;
  amount.invalid(`Expected a whole number of pages of ${resource}, found ${describe(amount.value)}.`);
}

/** Claims of a container among those of its pod (validateResourceClaimNames). */
function checkClaims(claims: Part, known: ReadonlySet<string>): void {
  const whole = new Set<string>();
  const used = new Set<string>();
  const keys = new Set<string>();
  for (const claim of claims.items) {
    const [name, request] = [claim.at('name'), claim.at('request')];
    if (!name.requireText()) continue;
    request.expectIfSet(dnsLabel);
    const key = request.text === '' ? name.text : `${name.text}/${request.text}`;
    const overlaps = whole.has(name.text) || keys.has(key) || (request.text === '' && used.has(name.text));
    if (overlaps) claim.duplicate();
    keys.add(key);
    used.add(name.text);
    if (request.text === '') whole.add(name.text);
    if (!known.has(name.text))
      name.add(
        'api/not-found',
        `Expected a claim of the pod's resourceClaims, found ${describe(name.value)}.`,
      );
  }
}
