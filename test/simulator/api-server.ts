import { isDeepStrictEqual } from 'node:util';
import { webhookAnswers } from './controllers/olm.ts';
import { edited, type KubeObject, type ObjectList } from './object.ts';
import {
  JOBS,
  KATA_CONFIGS,
  NAMESPACES,
  PODS,
  parsePath,
  type Resource,
  RUNTIME_CLASSES,
  resourceOf,
} from './resources.ts';
import type { World } from './world.ts';

/** The API does not answer. */
export class Unavailable extends Error {}

/** The API refuses a request. */
export class Refused extends Error {}

/** The kind of an object is not served (yet). */
export class NoMatch extends Error {}

type Json = Readonly<Record<string, unknown>>;

/** The cluster from outside: what `oc`, Argo CD and Flux see of it. Everything raises {@link Unavailable} in an outage. */
export class ApiServer {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** The object or list at a raw path; null for what is not there, as a kind whose definition is missing. */
  read(path: string): KubeObject | ObjectList | null {
    this.answer();
    const found = parsePath(path);
    const { store } = this.world;
    if (found === undefined || !store.isServed(found.resource)) return null;
    const { resource, name, namespace } = found;
    if (name !== undefined) return store.get(resource, name, namespace) ?? null;
    return {
      apiVersion: resource.apiVersion,
      kind: `${resource.kind}List`,
      metadata: { resourceVersion: String(store.revision) },
      items: store.list(resource, namespace),
    };
  }

  /** Whether a kind can be applied at this moment. */
  serves(object: KubeObject): boolean {
    this.answer();
    return this.world.store.isServed(this.known(object));
  }

  /**
   * Creates an object, or brings its labels, annotations and fields to those of a manifest; labels and annotations of
   * others stay, and so does the status.
   *
   * @throws NoMatch for a kind that is not served, Refused when the server does not take the object
   */
  apply(manifest: KubeObject): void {
    const { store } = this.world;
    if (!this.serves(manifest))
      throw new NoMatch(`no matches for kind "${manifest.kind}" in version "${manifest.apiVersion}"`);
    const resource = this.known(manifest);
    const { name, namespace } = manifest.metadata;
    const there = store.get(resource, name, namespace);
    if (there === undefined) {
      this.admit(resource, manifest);
      store.create(resource, manifest);
      return;
    }
    if (there.metadata.deletionTimestamp !== undefined)
      throw new Refused(`${resource.plural} "${name}" is being deleted`);
    if (resource === JOBS && !isDeepStrictEqual(there['spec'], manifest['spec']))
      throw new Refused(`Job.batch "${name}" is invalid: spec.template: field is immutable`);
    store.change(resource, name, namespace, (found) => ({
      ...found,
      ...manifest,
      ...('status' in found ? { status: found['status'] } : {}),
      // A scheduled pod keeps its node.
      ...(resource === PODS ? { spec: found['spec'] } : {}),
      metadata: {
        ...found.metadata,
        ...(manifest.metadata.labels === undefined
          ? {}
          : { labels: edited(found.metadata.labels, manifest.metadata.labels) }),
        ...(manifest.metadata.annotations === undefined
          ? {}
          : { annotations: edited(found.metadata.annotations, manifest.metadata.annotations) }),
      },
    }));
  }

  /** A merge patch of one object (RFC 7386). @throws Refused when there is none */
  patch(path: string, body: unknown): KubeObject {
    this.answer();
    const found = parsePath(path);
    const { store } = this.world;
    if (found?.name === undefined || !store.isServed(found.resource))
      throw new Refused(`${path} is not there`);
    const { resource, name, namespace } = found;
    const patched = store.change(resource, name, namespace, (object) => merge(object, body) as KubeObject);
    if (patched === undefined) throw new Refused(`${resource.plural} "${name}" not found`);
    return patched;
  }

  /** Begins the deletion of an object; it stays while it has finalizers. */
  delete(object: KubeObject): void {
    if (!this.serves(object)) return;
    this.world.store.delete(this.known(object), object.metadata.name, object.metadata.namespace);
  }

  /** Begins the deletion of the object at a raw path, which need not be there. */
  deleteAt(path: string): void {
    this.answer();
    const found = parsePath(path);
    if (found?.name === undefined || !this.world.store.isServed(found.resource)) return;
    this.world.store.delete(found.resource, found.name, found.namespace);
  }

  /** The object as the server has it. */
  find(object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>): KubeObject | undefined {
    this.answer();
    return this.world.store.get(this.known(object), object.metadata.name, object.metadata.namespace);
  }

  private known(object: Pick<KubeObject, 'apiVersion' | 'kind'>): Resource {
    const resource = resourceOf(object);
    if (resource === undefined)
      throw new Error(`the simulation does not know ${object.apiVersion} ${object.kind}`);
    return resource;
  }

  private answer(): void {
    const { availability } = this.world;
    if (!availability.up) throw new Unavailable(`connection refused (${availability.reason})`);
  }

  private admit(resource: Resource, { metadata, ...rest }: KubeObject): void {
    const { store } = this.world;
    if (resource.namespaced && store.get(NAMESPACES, metadata.namespace ?? '') === undefined)
      throw new Refused(`namespaces "${metadata.namespace}" not found`);
    // Fails closed, and only judges a creation (sandboxed-containers-operator, api/v1/kataconfig_webhook.go).
    if (resource === KATA_CONFIGS && !webhookAnswers(store))
      throw new Refused('failed calling webhook "vkataconfig.kb.io": no endpoints available for service');
    if (resource === KATA_CONFIGS && store.list(KATA_CONFIGS).length > 0)
      throw new Refused(
        'admission webhook "vkataconfig.kb.io" denied the request: A KataConfig instance already exists',
      );
    const runtime = (rest['spec'] as { readonly runtimeClassName?: string } | undefined)?.runtimeClassName;
    // The admission plugin RuntimeClass (kubernetes, plugin/pkg/admission/runtimeclass).
    if (resource === PODS && runtime !== undefined && store.get(RUNTIME_CLASSES, runtime) === undefined) {
      const pod = `${metadata.namespace}/${metadata.name}`;
      this.world.violate('workload-before-usable', `pod ${pod} was refused: no RuntimeClass ${runtime}`);
      throw new Refused(
        `pods "${metadata.name}" is forbidden: pod rejected: RuntimeClass "${runtime}" not found`,
      );
    }
  }
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isJson(patch)) return patch;
  const merged: Record<string, unknown> = isJson(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
