import { createHash } from 'node:crypto';
import type { ConfigFile, Configuration, MachineConfig, MachineConfigSpec, Pool } from '../kinds.ts';
import { labelsOf, withConditions } from '../object.ts';
import { MACHINE_CONFIGS, POOLS } from '../resources.ts';
import { selects } from '../selector.ts';
import type { Store } from '../store.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';

/** Versions of Ignition that the Machine Config Operator reads (pkg/controller/common `ParseAndConvertConfig`). */
const IGNITION = /^(2\.2\.0|3\.[0-5]\.0)$/;

/** How often a renderer that has been stopped looks whether it goes on. */
const STOPPED_POLL = 5;

/** Renders the MachineConfigs of each pool into one (machine-config-operator, pkg/controller/render). */
export class Renderer {
  private readonly world: World;
  private readonly queue: WorkQueue;

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue('machine-config-renderer', (pool) => {
      if (world.conduct.rendererStopped) this.queue.add(pool, STOPPED_POLL);
      else this.sync(pool);
    });
    world.store.watch(MACHINE_CONFIGS, ({ before, after }) => {
      if (isRendered(after ?? before)) return;
      for (const pool of world.store.list(POOLS)) {
        if ([before, after].some((found) => found !== undefined && isOfPool(pool, found))) this.add(pool);
      }
    });
    world.store.watch(POOLS, ({ before, after }) => {
      if (after !== undefined && before === undefined) this.add(after);
    });
  }

  private add(pool: Pool): void {
    this.queue.add(pool.metadata.name, this.world.pick('renderer'));
  }

  /** Renders a pool at once. */
  sync(name: string): void {
    const { store } = this.world;
    const pool = store.get(POOLS, name);
    if (pool === undefined) return;
    const sources = sourcesOf(store, pool);
    const bad = sources.find(({ spec }) => !IGNITION.test(spec.config?.ignition?.version ?? '3.0.0'));
    if (bad !== undefined) {
      this.degrade(
        name,
        `could not generate rendered MachineConfig: parsing Ignition config of ${bad.metadata.name} failed`,
      );
      return;
    }
    this.degrade(name, undefined);
    if (sources.length === 0) return;
    const rendered = this.keep(name, merge(sources));
    const source = sources.map(({ apiVersion, kind, metadata }) => ({
      apiVersion,
      kind,
      name: metadata.name,
    }));
    const configuration: Configuration = { name: rendered, source };
    store.change(POOLS, name, undefined, (found) => ({ ...found, spec: { ...found.spec, configuration } }));
  }

  private keep(pool: string, spec: MachineConfigSpec): string {
    const name = renderedName(pool, spec);
    this.world.store.create(MACHINE_CONFIGS, { metadata: { name }, spec });
    return name;
  }

  private degrade(pool: string, message: string | undefined): void {
    this.world.store.change(POOLS, pool, undefined, (found) => {
      if (message === undefined && found.status?.conditions === undefined) return found;
      const status = message === undefined ? 'False' : 'True';
      const change = { type: 'RenderDegraded', status, reason: '', message: message ?? '' } as const;
      const conditions = withConditions(found.status?.conditions, [change], this.world.clock.timestamp());
      return { ...found, status: { ...found.status, conditions } };
    });
  }
}

/** What the configuration of a pool would be called if it were rendered at this moment. */
export function currentName(store: Store, pool: Pool): string {
  return renderedName(pool.metadata.name, merge(sourcesOf(store, pool)));
}

function renderedName(pool: string, spec: MachineConfigSpec): string {
  return `rendered-${pool}-${createHash('md5').update(JSON.stringify(spec)).digest('hex')}`;
}

function sourcesOf(store: Store, pool: Pool): MachineConfig[] {
  return store
    .list(MACHINE_CONFIGS)
    .filter((found) => isOfPool(pool, found) && !isRendered(found))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

function isRendered(object: MachineConfig | undefined): boolean {
  return object?.metadata.name.startsWith('rendered-') ?? false;
}

function isOfPool(pool: Pool, object: MachineConfig): boolean {
  return selects(pool.spec.machineConfigSelector, labelsOf(object));
}

/** Kernel arguments one after the other, in the order of the names; of a file the last one counts (`MergeMachineConfigs`). */
function merge(sources: readonly MachineConfig[]): MachineConfigSpec {
  const files = new Map<string, ConfigFile>();
  for (const { spec } of sources)
    for (const file of spec.config?.storage?.files ?? []) files.set(file.path, file);
  return {
    config: { ignition: { version: '3.5.0' }, storage: { files: [...files.values()] } },
    kernelArguments: sources.flatMap(({ spec }) => spec.kernelArguments ?? []),
    extensions: [...new Set(sources.flatMap(({ spec }) => spec.extensions ?? []))].sort(),
  };
}
