"""Whether the pool that runs Kata is up to date, by what the Machine Config Operator says of it.

`Updated` right after a MachineConfig has been applied means nothing: the renderer waits 5 s and the node controller 5 s
more (machine-config-operator, pkg/controller/render, pkg/controller/node), and all counts agree until then. What the
rendered configuration holds is in rendered.py, what the nodes run in pool_nodes.py.
"""

from objects import items, mapping, number, status_condition, text
from paths import kata_config, pool as pool_path
from pools import degradation, is_paused, is_updated
from verdict import Clause, Condition, wait


def pool_of(cluster, objects):
    return objects.get(pool_path(cluster))


def target(found):
    """Name of the rendered configuration that the pool is going to."""
    return text(found, 'spec', 'configuration', 'name')


def expected_sources(cluster):
    """Our MachineConfigs, the one that the operator makes of KataConfig, and the marker."""
    return [*cluster['machineConfigs'], cluster['operatorMachineConfig'], cluster['marker']]


def sources(found, side):
    """MachineConfigs that a configuration was rendered from: of `spec` the wanted one, of `status` the reached one."""
    return [text(entry, 'name') for entry in items(found, side, 'configuration', 'source')]


def _exists(cluster, objects):
    """The operator makes kata-oc in its first reconcile that gets that far (openshift_controller.go,
    `processKataConfigInstallRequest`); until then our MachineConfigs are inert."""
    if pool_of(cluster, objects) is not None:
        return None
    kata = objects.get(kata_config(cluster))
    if kata is None:
        return wait('neither MachineConfigPool %s nor KataConfig %s' % (cluster['pool'], cluster['kataConfig']))
    status = 'with a status' if mapping(kata, 'status') else 'without a status'
    return wait('no MachineConfigPool %s; KataConfig %s is there %s' % (cluster['pool'], cluster['kataConfig'], status))


def _not_paused(cluster, objects):
    """A paused pool without anything pending is up to date, and stays so (status.go)."""
    found = pool_of(cluster, objects)
    if not is_paused(found) or is_updated(found):
        return None
    updating = status_condition(found, 'Updating')
    message = text(updating, 'message') or 'not updated'
    return wait('paused: ' + message, text(updating, 'lastTransitionTime'))


def _not_degraded(cluster, objects):
    return degradation(pool_of(cluster, objects))


def _progress(found):
    """How far the roll is, so that whoever watches sees it move."""
    counts = [number(found, 'status', key) for key in ('machineCount', 'updatedMachineCount', 'readyMachineCount')]
    return '%s machines, %s updated, %s ready' % tuple('?' if count is None else count for count in counts)


def _of_pool(clause, holds, complaint):
    """A clause about the pool alone, with `holds(cluster, pool)`."""

    def refuse(cluster, objects):
        found = pool_of(cluster, objects)
        since = text(status_condition(found, 'Updated'), 'lastTransitionTime')
        return None if holds(cluster, found) else wait('%s; %s' % (complaint, _progress(found)), since)

    return Clause(clause, refuse)


def _generation_observed(_cluster, found):
    """A render changes the generation; the node controller writes it back with its counts (status.go)."""
    generation = number(found, 'metadata', 'generation')
    return generation is not None and generation == number(found, 'status', 'observedGeneration')


def _reached(_cluster, found):
    return target(found) != '' and target(found) == text(found, 'status', 'configuration', 'name')


def _sources_reached(cluster, found):
    """status.configuration is copied only once all machines have it (status.go)."""
    return set(expected_sources(cluster)) <= set(sources(found, 'status'))


def _condition_is(kind, status):
    return lambda _cluster, found: status_condition(found, kind).get('status') == status


def _enough_machines(cluster, found):
    machines = number(found, 'status', 'machineCount')
    return machines is not None and machines >= max(cluster['expectedNodes'], 1)


def _as_many_as_machines(key):
    return lambda _cluster, found: number(found, 'status', key) == number(found, 'status', 'machineCount')


def _none(key):
    return lambda _cluster, found: number(found, 'status', key) == 0


def paths(cluster):
    """KataConfig tells why there is no pool."""
    return [pool_path(cluster), kata_config(cluster)]


EXISTS = Clause('pool-exists', _exists)
UPDATED = _of_pool('updated', _condition_is('Updated', 'True'), 'Updated is not True')
NOT_UPDATING = _of_pool('not-updating', _condition_is('Updating', 'False'), 'Updating is not False')

CONDITIONS = {
    'pool-exists': Condition(clauses=(EXISTS,), paths=paths),
    'pool-not-paused': Condition(
        clauses=(EXISTS, Clause('not-paused', _not_paused)), paths=paths, after=('pool-exists',)
    ),
    'pool-not-degraded': Condition(
        clauses=(EXISTS, Clause('not-degraded', _not_degraded)), paths=paths, after=('pool-exists',)
    ),
    'pool-updated': Condition(
        clauses=(
            EXISTS,
            _of_pool('generation-observed', _generation_observed, 'the newest configuration is not looked at yet'),
            _of_pool('configuration-reached', _reached, 'not all machines have the newest configuration'),
            _of_pool('sources-reached', _sources_reached, 'not all machines have every MachineConfig'),
            UPDATED,
            NOT_UPDATING,
            _of_pool('enough-machines', _enough_machines, 'too few machines'),
            _of_pool('all-updated', _as_many_as_machines('updatedMachineCount'), 'not every machine is updated'),
            _of_pool('all-ready', _as_many_as_machines('readyMachineCount'), 'not every machine is ready'),
            _of_pool('none-degraded', _none('degradedMachineCount'), 'machines are degraded'),
            _of_pool('none-unavailable', _none('unavailableMachineCount'), 'machines are unavailable'),
        ),
        paths=paths,
        after=('pool-exists',),
    ),
}
