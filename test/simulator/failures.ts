import type { Cluster } from './cluster.ts';
import { setReady, setUnschedulable } from './controllers/mco-daemon.ts';
import { ROLE_LABEL } from './controllers/mco-pools.ts';
import type { Hardware } from './machine.ts';
import { withLabels } from './object.ts';
import { MACHINE_CONFIGS, NAMESPACES, NODES, OPERATOR_GROUPS, POOLS, SUBSCRIPTIONS } from './resources.ts';

/** From and until when, in seconds since the simulation began. Without an end it lasts. */
export interface Period {
  readonly from: number;
  readonly until?: number;
}

/** Something that goes wrong in a cluster, to be set up before a rollout. */
export type Failure = (cluster: Cluster) => void;

function during({ from, until }: Period, begin: Failure, end: Failure): Failure {
  return (cluster) => {
    cluster.clock.at(from, () => begin(cluster));
    if (until !== undefined) cluster.clock.at(until, () => end(cluster));
  };
}

/** An administrator pauses a pool; nothing happens while there is no such pool. */
export function pausedPool(pool: string, period: Period): Failure {
  const set = (paused: boolean) => (cluster: Cluster) => {
    cluster.store.change(POOLS, pool, undefined, (found) => ({ ...found, spec: { ...found.spec, paused } }));
  };
  return during(period, set(true), set(false));
}

/** Somebody else installs operators: packages by version and namespace. */
export function installedBefore(operators: readonly { csv: string; namespace: string }[], from = 0): Failure {
  return ({ clock, store }) => {
    clock.at(from, () => {
      for (const { csv, namespace } of operators) {
        const name = csv.split('.v')[0] ?? csv;
        if (store.get(NAMESPACES, namespace) === undefined)
          store.create(NAMESPACES, { metadata: { name: namespace } });
        store.create(OPERATOR_GROUPS, { metadata: { name: 'theirs', namespace } });
        store.create(SUBSCRIPTIONS, {
          metadata: { name: `their-${name}`, namespace },
          spec: { name, startingCSV: csv },
        });
      }
    });
  };
}

/** The machine-config-controller is away, or so slow that it renders nothing for a while. */
export function stoppedRenderer(period: Period): Failure {
  return during(
    period,
    ({ conduct }) => {
      conduct.rendererStopped = true;
    },
    ({ conduct }) => {
      conduct.rendererStopped = false;
    },
  );
}

export function apiOutage(period: Period): Failure {
  return during(
    period,
    ({ availability }) => availability.down('outage'),
    ({ availability }) => availability.restore('outage'),
  );
}

/** The Machine Config Daemon of a node fails to apply whatever it is told to meanwhile. */
export function failingNode(node: string, message: string, period: Period): Failure {
  return during(
    period,
    ({ conduct }) => conduct.failingNodes.set(node, message),
    ({ conduct }) => conduct.failingNodes.delete(node),
  );
}

export function notReadyNode(node: string, period: Period): Failure {
  const set = (stopped: boolean) => (cluster: Cluster) => {
    const machine = cluster.machines.get(node);
    if (machine === undefined) return;
    machine.stopped = stopped;
    setReady(cluster, node, machine.up);
    cluster.announce({ node, what: machine.up ? 'booted' : 'down' });
  };
  return during(period, set(true), set(false));
}

/** An administrator cordons a node. */
export function cordonedNode(node: string, period: Period): Failure {
  return during(
    period,
    (cluster) => {
      cluster.conduct.cordoned.add(node);
      setUnschedulable(cluster, node, true);
    },
    (cluster) => {
      cluster.conduct.cordoned.delete(node);
      setUnschedulable(cluster, node, false);
    },
  );
}

/** Somebody adds a MachineConfig that cannot be rendered for the pool of a role, and removes it at the end. */
export function unrenderable(role: string, period: Period): Failure {
  const name = `99-${role}-broken`;
  return during(
    period,
    ({ store }) =>
      store.create(MACHINE_CONFIGS, {
        metadata: { name, labels: { [ROLE_LABEL]: role } },
        spec: { config: { ignition: { version: '9.9.9' } } },
      }),
    ({ store }) => store.delete(MACHINE_CONFIGS, name),
  );
}

/** A further pool, for the nodes with its role label; `nodes` get that label. */
export function furtherPool(name: string, nodes: readonly string[], { from }: Period): Failure {
  const label = `node-role.kubernetes.io/${name}`;
  return during(
    { from },
    ({ store }) => {
      store.create(POOLS, {
        metadata: { name },
        spec: {
          machineConfigSelector: {
            matchExpressions: [{ key: ROLE_LABEL, operator: 'In', values: [name, 'worker'] }],
          },
          nodeSelector: { matchLabels: { [label]: '' } },
        },
      });
      for (const node of nodes)
        store.change(NODES, node, undefined, (found) => withLabels(found, { [label]: '' }));
    },
    () => {},
  );
}

/** Labels that somebody sets on a node, or removes where undefined. */
export function labelledNode(
  node: string,
  labels: Readonly<Record<string, string | undefined>>,
  { from }: Period,
): Failure {
  return during(
    { from },
    ({ store }) => store.change(NODES, node, undefined, (found) => withLabels(found, labels)),
    () => {},
  );
}

/** Firmware settings that differ on one node. */
export function oddHardware(node: string, changes: Partial<Hardware>): Failure {
  return (cluster) => cluster.setHardware(node, changes);
}

export function downCatalog(period: Period): Failure {
  return during(
    period,
    ({ conduct }) => {
      conduct.catalogDown = true;
    },
    ({ conduct }) => {
      conduct.catalogDown = false;
    },
  );
}

export function downWebhook(period: Period): Failure {
  return during(
    period,
    ({ conduct }) => {
      conduct.webhookDown = true;
    },
    ({ conduct }) => {
      conduct.webhookDown = false;
    },
  );
}

export function failedCsv(packageName: string, message: string, period: Period): Failure {
  return during(
    period,
    ({ conduct }) => conduct.csvFailures.set(packageName, message),
    ({ conduct }) => conduct.csvFailures.delete(packageName),
  );
}

/** The GPUs do not get into confidential mode meanwhile. */
export function gpusNotConfidential(period: Period): Failure {
  return during(
    period,
    ({ conduct }) => {
      conduct.gpuNeverConfidential = true;
    },
    ({ conduct }) => {
      conduct.gpuNeverConfidential = false;
    },
  );
}

/** Guests do not reach the key broker service meanwhile. */
export function unreachableKbs(period: Period): Failure {
  return during(
    period,
    ({ conduct }) => {
      conduct.kbs.reachable = false;
    },
    ({ conduct }) => {
      conduct.kbs.reachable = true;
    },
  );
}

/** The key broker service releases what it has to everybody, or to nobody, until its owner mends that. */
export function kbsThatAllows(all: boolean, { until }: { readonly until?: number } = {}): Failure {
  return (cluster) => {
    const { kbs } = cluster.conduct;
    const right = kbs.allows;
    kbs.allows = () => all;
    if (until !== undefined)
      cluster.clock.at(until, () => {
        kbs.allows = right;
      });
  };
}

/** What GPUs compute is wrong. */
export const miscalculatingGpus: Failure = ({ conduct }) => {
  conduct.gpuMiscalculates = true;
};
