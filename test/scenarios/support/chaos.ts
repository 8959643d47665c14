import type { ClusterShape } from '../../../rollout/cluster-shape.ts';
import {
  apiOutage,
  cordonedNode,
  downCatalog,
  downWebhook,
  type Failure,
  failedCsv,
  failingNode,
  notReadyNode,
  type Period,
  pausedPool,
  unrenderable,
} from '../../simulator/failures.ts';
import type { GateIo, GateRunner } from '../../simulator/gate-runner.ts';
import { Random } from '../../simulator/random.ts';

/** Failures that pass, one or two of them, at moments and for lengths that a seed decides. */
export function chaos(seed: number, shapes: readonly ClusterShape[]) {
  const random = new Random(seed);
  const between = (from: number, to: number) => from + random.next() * (to - from);
  const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random.next() * all.length)] as T;
  const shape = oneOf(shapes);
  const node = shape.topology === 'multi-node' ? 'worker-1.example.com' : 'control-plane-0.example.com';
  const pool = shape.topology === 'multi-node' ? 'kata-oc' : 'master';
  const period = (): Period => {
    const from = between(0, 4000);
    return { from, until: from + between(60, 5000) };
  };
  const kinds: readonly (() => Failure)[] = [
    () => apiOutage(period()),
    () => pausedPool(pool, period()),
    () => failingNode(node, 'the disk is full', period()),
    () => cordonedNode(node, period()),
    () => unrenderable(shape.topology === 'multi-node' ? 'worker' : 'master', period()),
    () => downWebhook(period()),
    () => failedCsv('nfd', 'no image', period()),
    () => downCatalog(period()),
    () => () => {},
    ...(shape.topology === 'single-node' ? [] : [() => notReadyNode(node, period())]),
  ];
  const failures = Array.from({ length: 1 + Math.floor(random.next() * 2) }, () => oneOf(kinds)());
  const delays = {
    renderer: oneOf([
      [5, 5],
      [5, 60],
    ] as const),
    nodeController: oneOf([
      [5, 5],
      [5, 40],
    ] as const),
  };
  return { shape, props: { seed, failures, delays, losesOperation: random.next() < 0.3 }, random };
}

/** Takes the pod of a gate away now and then, without a word: no node has rebooted, and nothing marks it as disrupted. */
export function killed(gates: GateRunner, random: Random): GateRunner {
  return {
    run: (code, io) => {
      const sleep: GateIo['sleep'] = (seconds) => {
        const result = io.sleep(seconds);
        return random.next() < 0.01 ? { kill: true } : result;
      };
      return gates.run(code, {
        sleep,
        read: (paths) => io.read(paths),
        patch: (patch) => io.patch(patch),
        delete: (path) => io.delete(path),
        log: (line) => io.log(line),
        now: () => io.now(),
        revision: () => io.revision(),
      });
    },
  };
}
