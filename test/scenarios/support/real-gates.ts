import type { GateProgramData } from '../../../rollout/gates.ts';
import type { GateIo, GateRunner } from '../../simulator/gate-runner.ts';
import type { Oracle } from '../../simulator/oracle.ts';
import type { GateDriver } from '../../sync-hook/support/gate-driver.ts';

/** The gate program against a simulated cluster, watched by what is really true there. */
export class RealGates implements GateRunner {
  /** Gates that passed while the cluster was not in the state that they name. Set when the rollout is made. */
  readonly falsePasses: string[] = [];
  /** Raw API paths that were read, and those that were patched. */
  readonly read = new Set<string>();
  readonly patched = new Set<string>();
  oracle: Oracle | undefined;
  private readonly driver: GateDriver;
  private data: GateProgramData;
  private readonly neverFails: boolean;

  constructor(driver: GateDriver, data: GateProgramData, neverFails = false) {
    this.driver = driver;
    this.data = data;
    this.neverFails = neverFails;
  }

  /** From here on the program reads another `gates.json`, as after a commit. */
  learn(data: GateProgramData): void {
    this.data = data;
  }

  async run(code: string, io: GateIo): Promise<number> {
    const gate = this.data.gates.find((one) => one.code === code);
    if (gate === undefined) throw new Error(`there is no gate ${code}`);
    const seen = new Map<string, number>();
    const world = {
      now: () => io.now(),
      read: (paths: readonly string[]) => {
        for (const path of paths) this.read.add(path);
        const key = paths.join();
        const revision = io.revision();
        // Most readings find nothing new; what they would send a second time is most of the work.
        if (revision >= 0 && seen.get(key) === revision) return { same: true } as const;
        const reading = io.read(paths);
        if ('objects' in reading) seen.set(key, revision);
        return reading;
      },
      sleep: (seconds: number) => io.sleep(seconds),
      patch: (patch: { readonly path: string; readonly body: unknown }) => {
        this.patched.add(patch.path);
        return io.patch(patch);
      },
    };
    const { exit, log } = await this.driver.run(gate.code, this.data, world, this.neverFails);
    for (const line of log) io.log(line);
    if (exit === 0 && this.oracle?.holds(code) !== true) this.falsePasses.push(code);
    return exit ?? -1;
  }
}
