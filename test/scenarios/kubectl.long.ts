import { describe, expect, it, onTestFinished } from 'vitest';
import { hasKubectl } from '../render/output/support/kubectl.ts';
import type { GateRunner } from '../simulator/gate-runner.ts';
import { HttpApi } from '../simulator/http-api.ts';
import { rolloutOf } from '../simulator/rollout.ts';
import { renderShape } from '../simulator/shapes.ts';
import { sampled } from '../support/size.ts';
import { ended, InstalledProgram, kubectlEnv } from '../sync-hook/support/installed-program.ts';
import { EVERY_SHAPE, hasPython, rebootsOf } from './support/scenario.ts';

/** Seconds of the simulation in one real second; the programs read every half real second. */
const FACTOR = 150;
const POLL = 0.5;

describe.skipIf(!hasPython || !hasKubectl)(
  'the gate program as its Jobs run it, with kubectl for its client (skipped without python3 or kubectl)',
  () => {
    it.each(sampled(EVERY_SHAPE, { quick: 12, sample: 5 }))(
      'holds a rollout on $name over HTTP',
      async ({ shape }) => {
        const installed = new InstalledProgram({ ...renderShape(shape).gates.data, poll: POLL });
        const runs: string[] = [];
        const gates: GateRunner = {
          run: async (code) => {
            const { code: exit, stdout, stderr } = await ended(installed.start([code], env));
            runs.push(`${code} ${exit} ${stderr}`.trim());
            if (exit === 0 && !oracle.holds(code)) runs.push(`${code} passed too early: ${stdout}`);
            return exit ?? -1;
          },
        };
        const { cluster, argo, objects, oracle } = rolloutOf(shape, { seed: 12, gates });
        const api = new HttpApi({ cluster, factor: FACTOR });
        const env = kubectlEnv(installed.folder, await api.listen());
        onTestFinished(() => api.close());
        const result = await argo.sync(() => objects, 12);
        expect(result.outcome).toBe('Succeeded');
        expect(runs.filter((run) => !/^G\d 0$/.test(run))).toEqual([]);
        const { kata, others } = rebootsOf(shape, cluster.reboots());
        expect(kata).toEqual(kata.map(() => 1));
        expect(others).toEqual(others.map(() => 0));
        expect(cluster.violations).toEqual([]);
      },
      5 * 60_000,
    );
  },
);
