import type { GateProgramData } from '../../../rollout/gates.ts';
import type { GateIo, GateRunner } from '../../simulator/gate-runner.ts';
import type { Oracle } from '../../simulator/oracle.ts';
import type { GateDriver } from '../../sync-hook/support/gate-driver.ts';

/** The gate program against a simulated cluster, watched by what is really true there. */
export class RealGates implements GateRunner {
  /** Gates that passed while the cluster was not in the state that they name. Set when the rollout is made. */
  readonly falsePasses: string[] = [];
  /** What each gate asked of the API, by its code: `read`, `patch` or `delete`, and the raw path. */
  readonly requests = new Map<string, Set<string>>();
  oracle: Oracle | undefined;
  private readonly driver: GateDriver;
  private data: GateProgramData;
  private mounted = '';
  private readonly neverFails: boolean;

  constructor(driver: GateDriver, data: GateProgramData, neverFails = false) {
    this.driver = driver;
    this.data = data;
    this.neverFails = neverFails;
  }

  async run(code: string, io: GateIo): Promise<number> {
    this.mount(io);
    const gate = this.data.gates.find((one) => one.code === code);
    if (gate === undefined) throw new Error(`there is no gate ${code}`);
    const sent = new Map<string, unknown>();
    let readAt = -1;
    const requests = this.requests.get(code) ?? new Set<string>();
    this.requests.set(code, requests);
    const world = {
      now: () => io.now(),
      read: (paths: readonly string[]) => {
        for (const path of paths) requests.add(`read ${path}`);
        readAt = io.revision();
        const reading = io.read(paths);
        if (!('objects' in reading)) return reading;
        // Most readings find little that is new; what they would send a second time is most of the work.
        const changed = paths.filter((path) => !isSame(sent.get(path), reading.objects[path] ?? null));
        for (const path of changed) sent.set(path, reading.objects[path] ?? null);
        return { changed: Object.fromEntries(changed.map((path) => [path, sent.get(path)])) };
      },
      sleep: (seconds: number) => {
        const slept = io.sleep(seconds);
        return 'kill' in slept ? slept : { ...slept, same: readAt >= 0 && io.revision() === readAt };
      },
      patch: (patch: { readonly path: string; readonly body: unknown }) => {
        requests.add(`patch ${patch.path}`);
        return io.patch(patch);
      },
      delete: (path: string) => {
        requests.add(`delete ${path}`);
        return io.delete(path);
      },
    };
    const { exit, log } = await this.driver.run(gate.code, this.data, world, this.neverFails);
    for (const line of log) io.log(line);
    if (exit === 0 && this.oracle?.holds(code) !== true) this.falsePasses.push(code);
    return exit ?? -1;
  }

  /** The files of the ConfigMap, as the pod finds them when it starts. */
  private mount(io: GateIo): void {
    const reading = io.read([PROGRAM]);
    const found = 'objects' in reading ? (reading.objects[PROGRAM] as ConfigMap | null) : null;
    const text = found?.data['gates.json'];
    if (text === undefined || text === this.mounted) return;
    this.mounted = text;
    this.data = JSON.parse(text) as GateProgramData;
  }
}

/** Whether an object, or a list, shows nothing else than before: the simulation changes no object, but makes another. */
function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || before === after) return before === after;
  const [a, b] = [before, after].map((one) => (one as { readonly items?: readonly unknown[] } | null)?.items);
  return a !== undefined && a.length === b?.length && a.every((item, index) => item === b[index]);
}

const PROGRAM = '/api/v1/namespaces/coco-gitops/configmaps/coco-gitops-gates';

interface ConfigMap {
  readonly data: Readonly<Record<string, string>>;
}
