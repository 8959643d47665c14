import { isDeepStrictEqual } from 'node:util';
import type { Clock } from './clock.ts';
import { isTrue, type KubeObject, type Metadata } from './object.ts';
import { CUSTOM_RESOURCES, definitionName, NAMESPACES, type Resource } from './resources.ts';

/** What became of an object. Both are there when it was changed. */
export interface Change<T extends KubeObject = KubeObject> {
  readonly resource: Resource<T>;
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** An object as it is handed in. */
export interface Draft {
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/**
 * The objects of a cluster, as etcd and the registry of the API server keep them: resource versions, generations,
 * finalizers. Controllers use it directly; what comes from outside goes through the API server.
 */
export class Store {
  /** Grows with every change. */
  revision = 0;
  private readonly clock: Clock;
  private readonly objects = new Map<string, Map<string, KubeObject>>();
  private readonly watchers = new Map<string, ((change: Change) => void)[]>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get<T extends KubeObject>(resource: Resource<T>, name: string, namespace?: string): T | undefined {
    return this.kept(resource).get(keyOf(name, namespace)) as T | undefined;
  }

  /** In the order in which they were made. */
  list<T extends KubeObject>(resource: Resource<T>, namespace?: string): readonly T[] {
    const all = [...this.kept(resource).values()] as T[];
    return namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace);
  }

  /** Whether the API serves a kind: a custom one only once its definition is established. */
  isServed(resource: Resource): boolean {
    return !resource.custom || isTrue(this.get(CUSTOM_RESOURCES, definitionName(resource)), 'Established');
  }

  /** @returns the object as it is kept; the one that is there when the name is taken */
  create<T extends KubeObject>(resource: Resource<T>, draft: Draft): T {
    const { name, namespace } = draft.metadata;
    const there = this.get(resource, name, namespace);
    if (there !== undefined) return there;
    this.revision++;
    const metadata: Metadata = {
      ...draft.metadata,
      uid: `uid-${this.revision}`,
      resourceVersion: String(this.revision),
      creationTimestamp: this.clock.timestamp(),
      ...('spec' in draft ? { generation: 1 } : {}),
    };
    const { apiVersion, kind } = resource;
    const object = { apiVersion, kind, ...draft, metadata } as unknown as T;
    this.kept(resource).set(keyOf(name, namespace), object);
    this.notify({ resource, before: undefined, after: object });
    return object;
  }

  /**
   * Changes an object; what makes no difference is no change. A new spec is a new generation. An object that is being
   * deleted goes with its last finalizer.
   *
   * @returns the object afterwards; undefined when there was none, or none is left
   */
  change<T extends KubeObject>(
    resource: Resource<T>,
    name: string,
    namespace: string | undefined,
    edit: (object: T) => T,
  ): T | undefined {
    const before = this.get(resource, name, namespace);
    if (before === undefined) return undefined;
    const wanted = edit(before);
    if (wanted === before || isDeepStrictEqual(wanted, before)) return before;
    this.revision++;
    const { generation = 1 } = before.metadata;
    const metadata: Metadata = {
      ...wanted.metadata,
      resourceVersion: String(this.revision),
      ...('spec' in wanted && !isDeepStrictEqual(wanted['spec'], before['spec'])
        ? { generation: generation + 1 }
        : {}),
    };
    const after: T = { ...wanted, metadata };
    if (metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).length === 0) {
      this.remove(resource, before);
      return undefined;
    }
    this.kept(resource).set(keyOf(name, namespace), after);
    this.notify({ resource, before, after });
    return after;
  }

  /** Removes an object, or marks it as being deleted while it has finalizers. A namespace takes what is in it along. */
  delete(resource: Resource, name: string, namespace?: string): void {
    const object = this.get(resource, name, namespace);
    if (object === undefined) return;
    if (resource === NAMESPACES) this.empty(name);
    if ((object.metadata.finalizers ?? []).length === 0) {
      this.remove(resource, object);
      return;
    }
    const deletionTimestamp = object.metadata.deletionTimestamp ?? this.clock.timestamp();
    this.change(resource, name, namespace, (found) => ({
      ...found,
      metadata: { ...found.metadata, deletionTimestamp },
    }));
  }

  /** Tells of every change of some kinds, at the moment when it is made. */
  watch<T extends KubeObject>(resource: Resource<T>, listener: (change: Change<T>) => void): void {
    const listeners = this.watchers.get(resource.plural) ?? [];
    this.watchers.set(resource.plural, [...listeners, listener as unknown as (change: Change) => void]);
  }

  private empty(namespace: string): void {
    for (const kept of this.objects.values()) {
      for (const object of [...kept.values()]) {
        if (object.metadata.namespace !== namespace) continue;
        const resource = this.resourceOfKept.get(kept);
        if (resource !== undefined) this.delete(resource, object.metadata.name, namespace);
      }
    }
  }

  private readonly resourceOfKept = new Map<Map<string, KubeObject>, Resource>();

  private kept(resource: Resource): Map<string, KubeObject> {
    const there = this.objects.get(resource.plural);
    if (there !== undefined) return there;
    const made = new Map<string, KubeObject>();
    this.objects.set(resource.plural, made);
    this.resourceOfKept.set(made, resource);
    return made;
  }

  private remove(resource: Resource, object: KubeObject): void {
    this.revision++;
    this.kept(resource).delete(keyOf(object.metadata.name, object.metadata.namespace));
    this.notify({ resource, before: object, after: undefined });
  }

  private notify(change: Change): void {
    for (const listener of this.watchers.get(change.resource.plural) ?? []) listener(change);
  }
}

function keyOf(name: string, namespace = ''): string {
  return `${namespace}/${name}`;
}
