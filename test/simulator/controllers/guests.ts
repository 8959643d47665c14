import { EXIT } from '../../../constructs/verification/scripts.ts';
import { INITDATA_ANNOTATION } from '../../../initdata/annotation.ts';
import { VERIFIES_LABEL } from '../../../rollout/gates/verification-job.ts';
import type { Pod } from '../kinds.ts';
import { annotationsOf, labelsOf } from '../object.ts';
import { PODS } from '../resources.ts';
import type { World } from '../world.ts';

const PAUSE = 15;
const PATIENCE = 300;
const REFUSALS = 3;
const COMPUTATION = 30;

/** What the data hub of a guest, and the KBS behind it, say. */
type Answer = 'released' | 'refused' | 'silent';

/**
 * What the containers of verification do in their guests: the scripts ask the KBS until they have a verdict (that they do
 * so is tested with the scripts themselves), and the sample on the GPU computes.
 */
export class Guests {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    world.store.watch(PODS, ({ before, after }) => {
      if (after?.status?.phase !== 'Running' || before?.status?.phase === 'Running') return;
      const verifies = labelsOf(after)[VERIFIES_LABEL];
      if (verifies === 'gpu') this.later(after, COMPUTATION, () => (world.conduct.gpuMiscalculates ? 1 : 0));
      else if (verifies !== undefined) this.ask(after, verifies === 'refusal', PATIENCE, 0);
    });
  }

  private ask(pod: Pod, wantsRefusal: boolean, patience: number, before: number): void {
    this.later(pod, PAUSE, () => {
      const answer = this.answerTo(pod);
      const refusals = answer === 'refused' ? before + 1 : 0;
      if (answer === 'released') return wantsRefusal ? EXIT.released : 0;
      if (wantsRefusal && refusals >= REFUSALS) return 0;
      if (patience <= 0) return answer === 'silent' ? EXIT.kbsSilent : EXIT.refused;
      this.ask(pod, wantsRefusal, patience - PAUSE, refusals);
      return undefined;
    });
  }

  private answerTo(pod: Pod): Answer {
    const { kbs } = this.world.conduct;
    if (!kbs.reachable) return 'silent';
    const initdata = annotationsOf(pod)[INITDATA_ANNOTATION] ?? '';
    return kbs.allows(initdata) ? 'released' : 'refused';
  }

  /** Does something in a guest that still runs by then; a number is the exit status of its container. */
  private later(pod: Pod, seconds: number, action: () => number | undefined): void {
    const { store, clock } = this.world;
    const { name, namespace, uid } = pod.metadata;
    clock.after(seconds, () => {
      const found = store.get(PODS, name, namespace);
      if (found?.metadata.uid !== uid || found?.status?.phase !== 'Running') return;
      const exitCode = action();
      if (exitCode === undefined) return;
      const phase = exitCode === 0 ? 'Succeeded' : 'Failed';
      store.change(PODS, name, namespace, (one) => ({
        ...one,
        status: { phase, exitCode, endedAt: clock.now },
      }));
    });
  }
}
