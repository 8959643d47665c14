import { editDistance } from '../ground/nearest.ts';
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
  'WatchEvent',
]);
/** Files of clients that look like objects of the core group: kubeconfig, and templates that "oc process" reads. */
const OF_CLIENTS = new Set(['v1 Config', 'v1 Template']);
/** OpenShift's servers have more kinds than we know. */
const OPENSHIFT = '.openshift.io';
/** What OpenShift serves by other servers, and older manifests have in the core group: kinds without a schema here. */
const AGGREGATED: ReadonlyMap<string, string> = new Map([
  ['Build', 'build.openshift.io/v1'],
  ['BuildConfig', 'build.openshift.io/v1'],
  ['Group', 'user.openshift.io/v1'],
  ['ImageStream', 'image.openshift.io/v1'],
  ['ImageStreamTag', 'image.openshift.io/v1'],
  ['OAuthClient', 'oauth.openshift.io/v1'],
  ['Project', 'project.openshift.io/v1'],
  ['ProjectRequest', 'project.openshift.io/v1'],
  ['User', 'user.openshift.io/v1'],
]);
/** Kinds whose names no other project has: of any other group, they are of the wrong one. */
const DISTINCT = new Set([
  'AppProject',
  'MachineConfigPool',
  'OperatorGroup',
  'SealedSecret',
  'SecurityContextConstraints',
]);
/** Kinds near those that ship, of the same group, that there are (openshift/api machineconfiguration/v1). */
const NAMESAKES = new Set(['MachineOSConfig.machineconfiguration.openshift.io']);
/** So many letters are mistyped in a name. */
const TYPOS = 2;

/** A kind that no server has, and what is probably meant. */
export interface AbsentKind {
  /** Error when it is known what the kind should be, or that Kubernetes has none. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix?: string;
}

/**
 * Whether a kind without a schema is a mistake: it is known in another version, in another group or with nearly that name;
 * or its group is one of Kubernetes' own, all of whose kinds are known. Groups without a dot, such as `extensions`, are
 * Kubernetes' own too: no CustomResourceDefinition can be of one. Other projects have kinds with the names of ours
 * (Service of serving.knative.dev, ClusterPolicy of kyverno.io), so that a name alone proves nothing.
 *
 * @param kinds those that are known
 * @param distinct kinds whose names no other project has, beside those that are known here
 * @returns undefined when there may be such a kind
 */
export function absentKind(
  apiVersion: string,
  kind: string,
  kinds: readonly KindInfo[],
  distinct: ReadonlySet<string> = new Set(),
): AbsentKind | undefined {
  if (TRANSIENT.has(kind) || kind.endsWith('List') || OF_CLIENTS.has(`${apiVersion} ${kind}`))
    return undefined;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const own = kinds.filter(
    ({ family, group: known }) => family === 'kubernetes' && !known.endsWith(OPENSHIFT),
  );
  const isOwn = own.some((known) => known.group === group) && (group !== '' || apiVersion === 'v1');
  if (isOwn) return { severity: 'error', ...absentOfKubernetes(apiVersion, kind, group, kinds, own) };
  const meant = group.includes('.') ? meantByGroup(kind, group, kinds, distinct) : meantByKind(kind, kinds);
  if (meant !== undefined) return { severity: 'error', ...toldAs(meant, apiVersion, kind) };
  if (group.includes('.')) return undefined;
  return { severity: 'warning', message: `Kubernetes has no ${kind} of ${apiVersion}.` };
}

function absentOfKubernetes(
  apiVersion: string,
  kind: string,
  group: string,
  kinds: readonly KindInfo[],
  own: readonly KindInfo[],
): Pick<AbsentKind, 'message' | 'fix'> {
  const message = `Kubernetes has no ${kind} of ${apiVersion}.`;
  const aggregated = AGGREGATED.get(kind);
  if (aggregated !== undefined && !own.some((known) => known.kind === kind))
    return { message, fix: `Write apiVersion: ${aggregated}.` };
  const exact = newestOf(kinds.filter((known) => known.kind === kind));
  if (exact !== undefined) return { message, fix: `Write apiVersion: ${apiVersionOf(exact)}.` };
  const meant =
    nearestKind(
      kind,
      own.filter((known) => known.group === group),
    ) ?? nearestKind(kind, kinds);
  if (meant === undefined) return { message };
  const isThere = apiVersionOf(meant) === apiVersion;
  return { message, fix: `Did you mean ${meant.kind}${isThere ? '' : ` of ${apiVersionOf(meant)}`}?` };
}

/** What is meant by a kind of a group with a dot, which may be anybody's. */
function meantByGroup(
  kind: string,
  group: string,
  kinds: readonly KindInfo[],
  distinct: ReadonlySet<string>,
): KindInfo | undefined {
  const siblings = kinds.filter((known) => known.group === group);
  if (siblings.length > 0) {
    if (NAMESAKES.has(`${kind}.${group}`)) return undefined;
    const near = nearestKind(kind, siblings);
    if (near !== undefined) return near;
  } else {
    const near = nearestKind(
      kind,
      kinds.filter((known) => known.group.includes('.') && isNear(known.group, group)),
    );
    if (near !== undefined) return near;
  }
  const same = kinds.filter((known) => known.kind === kind);
  // Groups of that ending are given out by Kubernetes, which has one kind of a name.
  const isMistaken = group.endsWith('.k8s.io') && same.some(({ family }) => family === 'kubernetes');
  return DISTINCT.has(kind) || distinct.has(kind) || isMistaken ? newestOf(same) : undefined;
}

/** What is meant by a kind of a group that no server has. */
function meantByKind(kind: string, kinds: readonly KindInfo[]): KindInfo | undefined {
  return newestOf(kinds.filter((known) => known.kind === kind)) ?? nearestKind(kind, kinds);
}

function toldAs(meant: KindInfo, apiVersion: string, kind: string): Pick<AbsentKind, 'message' | 'fix'> {
  const known = apiVersionOf(meant);
  if (meant.kind === kind)
    return {
      message: `${kind} is of ${known}, and there is none of ${apiVersion}.`,
      fix: `Write apiVersion: ${known}.`,
    };
  const message = `There is no ${kind} of ${apiVersion}.`;
  return { message, fix: `Did you mean ${meant.kind}${known === apiVersion ? '' : ` of ${known}`}?` };
}

/** Of the versions of a kind the newest that is stable, or else the newest. */
function newestOf(versions: readonly KindInfo[]): KindInfo | undefined {
  return versions.findLast(({ version }) => /^v[0-9]+$/.test(version)) ?? versions.at(-1);
}

function nearestKind(kind: string, candidates: readonly KindInfo[]): KindInfo | undefined {
  const near = candidates
    .map((known) => ({ known, distance: distanceOf(kind, known.kind) }))
    .filter(({ known, distance }) => distance <= Math.min(TYPOS, Math.floor(known.kind.length / 2)));
  const least = Math.min(...near.map(({ distance }) => distance));
  return newestOf(near.filter(({ distance }) => distance === least).map(({ known }) => known));
}

function isNear(known: string, group: string): boolean {
  return distanceOf(known, group) <= TYPOS;
}

/** Case does not count, and what is much longer or shorter is not compared. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > TYPOS) return Number.POSITIVE_INFINITY;
  return editDistance(a.toLowerCase(), b.toLowerCase());
}
