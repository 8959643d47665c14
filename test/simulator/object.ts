/** What the API server keeps of every object. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly uid?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

/** An object of the API. Never changed in place: whoever has read one may keep it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface ObjectList {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly KubeObject[];
}

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
}

/** An object whose status has conditions. */
export interface WithConditions {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export function labelsOf(object: { readonly metadata: Metadata }): Readonly<Record<string, string>> {
  return object.metadata.labels ?? {};
}

export function annotationsOf(object: { readonly metadata: Metadata }): Readonly<Record<string, string>> {
  return object.metadata.annotations ?? {};
}

/** The value of labels or annotations after some are set, and those that are undefined removed. */
export function edited(
  values: Readonly<Record<string, string>> | undefined,
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const entries = Object.entries({ ...values, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export function withLabels<T extends KubeObject>(
  object: T,
  changes: Readonly<Record<string, string | undefined>>,
): T {
  return { ...object, metadata: { ...object.metadata, labels: edited(object.metadata.labels, changes) } };
}

export function withAnnotations<T extends KubeObject>(
  object: T,
  changes: Readonly<Record<string, string | undefined>>,
): T {
  const annotations = edited(object.metadata.annotations, changes);
  return { ...object, metadata: { ...object.metadata, annotations } };
}

export function conditionOf(object: WithConditions | undefined, type: string): Condition | undefined {
  return object?.status?.conditions?.find((condition) => condition.type === type);
}

export function isTrue(object: WithConditions | undefined, type: string): boolean {
  return conditionOf(object, type)?.status === 'True';
}

/**
 * Conditions with some of them set anew: the time of the last transition stays while the status does, and so does the
 * place in the list.
 */
export function withConditions(
  conditions: readonly Condition[] | undefined,
  changes: readonly Omit<Condition, 'lastTransitionTime'>[],
  now: string,
): readonly Condition[] {
  const merged = new Map((conditions ?? []).map((condition) => [condition.type, condition]));
  for (const change of changes) {
    const before = merged.get(change.type);
    const lastTransitionTime = before?.status === change.status ? before.lastTransitionTime : now;
    merged.set(change.type, { ...change, lastTransitionTime });
  }
  return [...merged.values()];
}

/** API group of an `apiVersion`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
