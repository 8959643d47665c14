"""Whether the MachineConfigPools of the cluster are those that the rollout reckons with, and able to roll."""

from nodes import KNOWN, converged, listed, selected
from objects import at, items, labels, mapping, name, number, some, status_condition, text
from paths import NODES, POOLS, kata_config
from verdict import Clause, Condition, fatal, wait


def _pools(objects):
    return {name(pool): pool for pool in objects.list(POOLS) or []}


def _machines(objects):
    return number(_pools(objects).get('worker'), 'status', 'machineCount')


def _served(_cluster, objects):
    """The operator refuses mode MachineConfig without that API (deployment_mode_handler.go)."""
    found = objects.list(POOLS)
    if found is None:
        return wait('the cluster serves no MachineConfigPools')
    whole = all(name(pool) and mapping(pool, 'spec') for pool in found)
    return None if whole else wait('a MachineConfigPool without name or spec')


def _known(_cluster, objects):
    missing = {'master', 'worker'} - set(_pools(objects))
    return wait('no MachineConfigPool ' + some(missing)) if missing else None


def _counted(_cluster, objects):
    return wait('MachineConfigPool worker tells no machineCount') if _machines(objects) is None else None


def _no_third_pool(cluster, objects):
    """Exactly two pools, or the operator does not take the cluster for a converged one and uses kata-oc, where our
    MachineConfigs of role master do not go (openshift_controller.go, `checkConvergedCluster`)."""
    more = set(_pools(objects)) - {'master', 'worker'}
    return fatal('further MachineConfigPools: ' + some(more)) if converged(cluster) and more else None


def _no_own_workers(cluster, objects):
    machines = _machines(objects)
    return fatal('MachineConfigPool worker has %d machines' % machines) if converged(cluster) and machines else None


def _workers_exist(cluster, objects):
    """With two pools and no worker the operator uses pool master (`checkConvergedCluster`)."""
    if converged(cluster) or 'kata-oc' in _pools(objects) or _machines(objects) != 0:
        return None
    return fatal('MachineConfigPool worker has no machines')


def _rolling(cluster, objects):
    """Nodes move from worker to the pool that runs Kata, and back."""
    return [pool for key, pool in sorted(_pools(objects).items()) if key in (cluster['pool'], 'worker')]


def is_paused(pool):
    """Whatever is no clear no counts as paused."""
    return not mapping(pool, 'spec') or at(pool, 'spec', 'paused') not in (None, False)


def is_updated(pool):
    return status_condition(pool, 'Updated').get('status') == 'True'


def _free(cluster, objects):
    """Once KataConfig has been rolled out, a paused pool with nothing to do holds nothing up."""
    installed = objects.get(kata_config(cluster)) is not None
    paused = [pool for pool in _rolling(cluster, objects) if is_paused(pool)]
    bad = [name(pool) for pool in paused if not (installed and is_updated(pool))]
    return wait('paused: ' + some(bad)) if bad else None


def _unpaused(cluster, objects):
    bad = [name(pool) for pool in _rolling(cluster, objects) if is_paused(pool)]
    return wait('paused: ' + some(bad)) if bad else None


def degradation(pool):
    """A refusal when a pool is degraded, or does not tell. The conditions NodeDegraded, RenderDegraded and so on say
    why (machine-config-operator, pkg/controller/node/status.go), in words that may change while nothing mends. The
    renderer sets its own first (pkg/controller/render), and Degraded follows."""
    found = status_condition(pool, 'Degraded')
    since = text(found, 'lastTransitionTime')
    if found.get('status') not in ('True', 'False'):
        return wait('MachineConfigPool %s does not tell whether it is degraded' % name(pool), since)
    parts = [status_condition(pool, kind).get('status') for kind in ('RenderDegraded', 'NodeDegraded')]
    if found['status'] == 'False' and all(part in (None, 'False') for part in parts):
        return None
    reasons = [
        text(entry, 'message') or text(entry, 'reason')
        for entry in items(pool, 'status', 'conditions')
        if text(entry, 'type').endswith('Degraded') and entry.get('status') == 'True'
    ]
    seen = 'MachineConfigPool %s is degraded: %s' % (name(pool), '; '.join(filter(None, reasons)))
    return wait(seen, since, progress=name(pool))


def _sound(cluster, objects):
    refusals = [degradation(pool) for pool in _rolling(cluster, objects)]
    return next(filter(None, refusals), None)


def _sound_at_first(cluster, objects):
    """Once there is a KataConfig, the commit that mends a wrong MachineConfig has to get past this gate."""
    return None if objects.get(kata_config(cluster)) is not None else _sound(cluster, objects)


def _requirement(there, requirement):
    key, values = text(requirement, 'key'), at(requirement, 'values')
    listed_there = there.get(key) in (values if isinstance(values, list) else [])
    outcomes = {
        'In': key in there and listed_there,
        'NotIn': not listed_there,
        'Exists': key in there,
        'DoesNotExist': key not in there,
    }
    return outcomes.get(text(requirement, 'operator'), False)


def selects(selector, there):
    """Whether a label selector fits labels; an empty one fits nothing (machine-config-operator, pkg/helpers)."""
    wanted = mapping(selector, 'matchLabels')
    requirements = items(selector, 'matchExpressions')
    if not wanted and not requirements:
        return False
    fits = all(there.get(key) == value for key, value in wanted.items())
    return fits and all(_requirement(there, entry) for entry in requirements)


def takes(pool, node):
    return selects(at(pool, 'spec', 'nodeSelector'), labels(node))


def _in_one_pool(cluster, objects):
    """A node in two custom pools is an error to the Machine Config Operator (pkg/helpers/helpers.go)."""
    custom = [pool for key, pool in _pools(objects).items() if key not in ('master', 'worker', cluster['pool'])]
    bad = [
        '%s in %s' % (name(node), name(pool))
        for node in listed(objects)
        if selected(cluster, node)
        for pool in custom
        if takes(pool, node)
    ]
    return fatal('nodes for Kata that another pool has: ' + some(bad)) if bad else None


SERVED = Clause('pools-served', _served)
KNOWN_POOLS = Clause('pools-known', _known)

CONDITIONS = {
    'machine-config-api': Condition(clauses=(SERVED,), paths=lambda cluster: [POOLS]),
    'pools-fit-topology': Condition(
        clauses=(
            KNOWN_POOLS,
            Clause('workers-counted', _counted),
            Clause('no-third-pool', _no_third_pool),
            Clause('no-own-workers', _no_own_workers),
            Clause('workers-exist', _workers_exist),
        ),
        paths=lambda cluster: [POOLS],
        after=('machine-config-api',),
    ),
    'pools-not-paused': Condition(
        clauses=(KNOWN_POOLS, Clause('pools-free', _free)),
        paths=lambda cluster: [POOLS, kata_config(cluster)],
        after=('machine-config-api',),
    ),
    'pools-unpaused': Condition(
        clauses=(KNOWN_POOLS, Clause('no-pool-paused', _unpaused)), paths=lambda cluster: [POOLS]
    ),
    'pools-not-degraded': Condition(
        clauses=(KNOWN_POOLS, Clause('no-pool-degraded', _sound)),
        paths=lambda cluster: [POOLS],
        after=('machine-config-api',),
    ),
    'pools-not-degraded-at-first': Condition(
        clauses=(KNOWN_POOLS, Clause('no-pool-degraded-at-first', _sound_at_first)),
        paths=lambda cluster: [POOLS, kata_config(cluster)],
        after=('machine-config-api',),
    ),
    'nodes-in-one-pool': Condition(
        clauses=(KNOWN, SERVED, Clause('no-second-pool', _in_one_pool)), paths=lambda cluster: [NODES, POOLS]
    ),
}
