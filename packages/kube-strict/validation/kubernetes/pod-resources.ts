import { describe } from '../describe.ts';
import type { Part } from './part.ts';
import type { Nanos } from './quantity.ts';
import { isHugePages, isOvercommitAllowed, podResource } from './resource-names.ts';
import { checkRequirements, nanosOf } from './resources.ts';

type Amounts = Map<string, Nanos>;

/**
 * Resources of a pod as a whole (pkg/apis/core/validation, validatePodResources).
 *
 * @param isPod only in a pod itself does the server fill in requests (pkg/apis/core/v1/defaults.go, defaultPodRequests)
 */
export function checkPodResources(spec: Part, isPod: boolean): void {
  const resources = spec.at('resources');
  if (!resources.exists) return;
  resources.at('claims').forbidIfSet('for a pod as a whole');
  checkRequirements(resources, new Set(), podResource);
  const [limits, requests] = [resources.at('limits'), resources.at('requests')];
  for (const container of spec.at('containers').items) {
    for (const [name, limit] of container.at('resources', 'limits').members) {
      const most = limits.at(name);
      if (most.exists && nanosOf(limit) > nanosOf(most))
        limit.invalid(
          `Expected at most the limit of the pod, ${describe(most.value)}; found ${describe(limit.value)}.`,
        );
    }
  }
  const filledIn = isPod && (limits.size > 0 || (requests.size > 0 && usesPages(spec)));
  for (const [name, needed] of containerRequests(spec, isPod)) {
    if (podResource(name) !== undefined) continue;
    const [request, limit] = [requests.at(name), limits.at(name)];
    // What the containers ask for; of huge pages, the limit where there is one.
    const isMissing = !request.exists && filledIn;
    if (isMissing && (isOvercommitAllowed(name) || !limit.exists)) continue;
    if (needed > nanosOf(isMissing ? limit : request))
      request.invalid(
        `Expected at least what its containers ask for together, found ${describe(request.value)}.`,
      );
  }
}

/** Whether containers are limited in huge pages, which then makes a limit of the pod (defaultHugePagePodLimits). */
function usesPages(spec: Part): boolean {
  return ['containers', 'initContainers']
    .flatMap((field) => spec.at(field).items)
    .some((container) => container.at('resources', 'limits').keys.some(isHugePages));
}

/** What the containers of a pod need at once (k8s.io/component-helpers resource, AggregateContainerRequests). */
function containerRequests(spec: Part, isPod: boolean): Amounts {
  const total: Amounts = new Map();
  for (const container of spec.at('containers').items) add(total, requestsOf(container, isPod));
  const sidecars: Amounts = new Map();
  const peak: Amounts = new Map();
  for (const container of spec.at('initContainers').items) {
    const own = requestsOf(container, isPod);
    const before = new Map([...own].map(([name, amount]) => [name, (sidecars.get(name) ?? 0n) + amount]));
    raise(peak, before);
    if (container.at('restartPolicy').text !== 'Always') continue;
    add(total, own);
    add(sidecars, own);
  }
  raise(total, peak);
  return total;
}

function requestsOf(container: Part, isPod: boolean): Amounts {
  const requests = container.at('resources', 'requests').members;
  // In a pod itself a limit is a request where there is none.
  const limits = isPod ? container.at('resources', 'limits').members : [];
  return new Map([...limits, ...requests].map(([name, amount]) => [name, nanosOf(amount)]));
}

function add(total: Amounts, more: Amounts): void {
  for (const [name, amount] of more) total.set(name, (total.get(name) ?? 0n) + amount);
}

function raise(total: Amounts, other: Amounts): void {
  for (const [name, amount] of other) if (amount > (total.get(name) ?? -1n)) total.set(name, amount);
}
