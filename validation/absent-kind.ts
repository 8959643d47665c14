import { nearest } from '../profiles/nearest.ts';
import { apiVersionOf, type KindInfo } from './schema/source-kind.ts';

/** Kinds that Kubernetes serves in its groups, and that nobody keeps in files: no schema of them ships. */
const TRANSIENT = new Set([
  'Binding',
  'ComponentStatus',
  'DeleteOptions',
  'Event',
  'Eviction',
  'List',
  'Scale',
  'Status',
]);
/** OpenShift's servers have more kinds than we know. */
const OPENSHIFT = '.openshift.io';

/** A kind that no server has, and what is probably meant. */
export interface AbsentKind {
  readonly message: string;
  readonly fix?: string;
}

/**
 * Whether it is sure that a server does not have a kind without a schema: its group is one of Kubernetes' own, all of
 * whose kinds are known, so it is misspelt, or of a version that is gone. Groups without a dot, such as `extensions`,
 * are Kubernetes' own too: no CustomResourceDefinition can be of one.
 *
 * @param kinds those that ship
 */
export function absentKind(
  apiVersion: string,
  kind: string,
  kinds: readonly KindInfo[],
): AbsentKind | undefined {
  const own = kinds.filter(({ family, group }) => family === 'kubernetes' && !group.endsWith(OPENSHIFT));
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (TRANSIENT.has(kind) || kind.endsWith('List')) return undefined;
  if (group.includes('.') && !own.some((known) => known.group === group)) return undefined;
  const message = `Kubernetes has no ${kind} of ${apiVersion}.`;
  const versions = own.filter((known) => known.kind === kind).map(apiVersionOf);
  const served = versions.findLast((version) => /(^|\/)v[0-9]+$/.test(version)) ?? versions.at(-1);
  if (served !== undefined) return { message, fix: `Write apiVersion: ${served}.` };
  const siblings = own.filter((known) => apiVersionOf(known) === apiVersion);
  const meant = nearest(
    kind,
    siblings.map((known) => known.kind),
  );
  return meant === undefined ? { message } : { message, fix: `Did you mean ${meant}?` };
}
