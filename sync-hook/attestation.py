"""Whether the Intel attestation services run, each where it has to."""

from nodes import KNOWN, has_tee, pool_nodes
from objects import number
from paths import NODES, SGX_DEVICE_PLUGINS, in_namespace
from verdict import Clause, Condition, wait

SGX_GROUP_KIND = 'deviceplugin.intel.com/SgxDevicePlugin'


def _paths(cluster, resource, key):
    root = in_namespace('apps/v1', cluster['attestation']['namespace'], resource)
    return [root + '/' + name for name in cluster['attestation'][key]]


def _deployments(cluster):
    return _paths(cluster, 'deployments', 'deployments')


def _daemon_sets(cluster):
    return _paths(cluster, 'daemonsets', 'daemonSets')


def _plugins(cluster):
    return [SGX_DEVICE_PLUGINS + '/' + name for name in cluster['attestation']['sgxDevicePlugins']]


def _each(clause, paths, holds, complaint):
    """A clause about each object, with `holds(cluster, objects, found)`; what is not there never does."""

    def refuse(cluster, objects):
        bad = []
        for path in paths(cluster):
            found = objects.get(path)
            if found is None or not holds(cluster, objects, found):
                bad.append('%s: %s' % (path.rsplit('/', 1)[1], complaint(found)))
        return wait('; '.join(bad)) if bad else None

    return Clause(clause, refuse)


def _observed(_cluster, _objects, found):
    generation = number(found, 'metadata', 'generation')
    return generation is not None and generation == number(found, 'status', 'observedGeneration')


def _status(*keys):
    def complaint(found):
        if found is None:
            return 'not there'
        return ', '.join('%s %s' % (key, number(found, 'status', key)) for key in keys)

    return complaint


def _replicas(key):
    def holds(_cluster, _objects, found):
        wanted = number(found, 'spec', 'replicas')
        return wanted is not None and wanted >= 1 and number(found, 'status', key) == wanted

    return holds


def _everywhere(cluster, objects, found):
    """One on each node that offers the TEE, and TDX needs SGX; what fits no node is available too."""
    nodes = [node for node in pool_nodes(cluster, objects) if has_tee(cluster, node)]
    wanted = number(found, 'status', 'desiredNumberScheduled')
    return wanted is not None and wanted >= max(len(nodes), cluster['expectedNodes'], 1)


def _as_desired(key):
    return lambda _cluster, _objects, found: number(found, 'status', key) == number(
        found, 'status', 'desiredNumberScheduled'
    )


def _plugin_health(_cluster, objects):
    bad = []
    for path in _plugins(_cluster):
        status, message = objects.health(SGX_GROUP_KIND, objects.get(path) or {})
        if status != 'Healthy':
            bad.append('%s: %s' % (path.rsplit('/', 1)[1], message or status))
    return wait('; '.join(bad)) if bad else None


DEPLOYMENT = _status('observedGeneration', 'replicas', 'updatedReplicas', 'availableReplicas')
DAEMON_SET = _status('observedGeneration', 'desiredNumberScheduled', 'updatedNumberScheduled', 'numberAvailable')

CONDITIONS = {
    'sgx-device-plugins-ready': Condition(
        clauses=(
            KNOWN,
            Clause('plugins-healthy', _plugin_health),
            _each('plugins-everywhere', _plugins, _everywhere, _status('desiredNumberScheduled')),
        ),
        paths=lambda cluster: [NODES] + _plugins(cluster),
    ),
    'deployments-available': Condition(
        clauses=(
            _each('deployment-observed', _deployments, _observed, DEPLOYMENT),
            _each('deployment-updated', _deployments, _replicas('updatedReplicas'), DEPLOYMENT),
            _each('deployment-available', _deployments, _replicas('availableReplicas'), DEPLOYMENT),
            _each('no-old-replicas', _deployments, _replicas('replicas'), DEPLOYMENT),
        ),
        paths=_deployments,
    ),
    'daemon-sets-available': Condition(
        clauses=(
            KNOWN,
            _each('daemon-set-observed', _daemon_sets, _observed, DAEMON_SET),
            _each('everywhere', _daemon_sets, _everywhere, DAEMON_SET),
            _each('daemon-set-updated', _daemon_sets, _as_desired('updatedNumberScheduled'), DAEMON_SET),
            _each('daemon-set-available', _daemon_sets, _as_desired('numberAvailable'), DAEMON_SET),
        ),
        paths=lambda cluster: [NODES] + _daemon_sets(cluster),
    ),
}
