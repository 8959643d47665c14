"""KataConfig: whether the operator has taken it up, and is done with it."""

from nodes import pool_nodes
from objects import at, mapping, number, status_condition, text
from paths import NODES, kata_config
from verdict import Clause, Condition, wait

GROUP_KIND = 'kataconfiguration.openshift.io/KataConfig'


def _kata(cluster, objects):
    return objects.get(kata_config(cluster))


def _exists(cluster, objects):
    return None if _kata(cluster, objects) is not None else wait('no KataConfig ' + cluster['kataConfig'])


def _not_deleted(cluster, objects):
    since = at(_kata(cluster, objects), 'metadata', 'deletionTimestamp')
    return None if since is None else wait('KataConfig is being deleted', str(since))


def _started(cluster, objects):
    """The operator writes a status only after a reconcile that gets through its feature gates and its check of the
    nodes (openshift_controller.go, `Reconcile`)."""
    found = _kata(cluster, objects)
    if status_condition(found, 'InProgress'):
        return None
    return wait('KataConfig has no status', text(found, 'metadata', 'creationTimestamp'))


def _health(cluster, objects):
    return objects.health(GROUP_KIND, _kata(cluster, objects) or {})


def _since(cluster, objects):
    return text(status_condition(_kata(cluster, objects), 'InProgress'), 'lastTransitionTime')


def _not_failed(cluster, objects):
    """Document Table 8.1: Failed, BlockedByExistingKataPods; and UnsupportedOCPVersion (confidential_handler.go)."""
    status, message = _health(cluster, objects)
    return wait(message or status, _since(cluster, objects), progress=status) if status == 'Degraded' else None


def _healthy(cluster, objects):
    """False without a reason, every node ready, and none under way (document Table 8.1)."""
    status, message = _health(cluster, objects)
    return None if status == 'Healthy' else wait(message or status, _since(cluster, objects))


def _enough_ready(cluster, objects):
    ready, wanted = number(_kata(cluster, objects), 'status', 'kataNodes', 'readyNodeCount'), cluster['expectedNodes']
    return None if ready is not None and ready >= max(wanted, 1) else wait('%s of %d nodes have Kata' % (ready, wanted))


def _counts_pool(cluster, objects):
    """The operator counts the nodes with the label of the pool (openshift_controller.go, `updateStatus`): other numbers
    are of a time before it looked at those that are there now."""
    counts = mapping(_kata(cluster, objects), 'status', 'kataNodes')
    nodes = len(pool_nodes(cluster, objects))
    if number(counts, 'nodeCount') == nodes == number(counts, 'readyNodeCount'):
        return None
    seen = tuple(counts.get(key) for key in ('readyNodeCount', 'nodeCount'))
    return wait('KataConfig counts %s of %s nodes, the pool has %d' % (seen + (nodes,)))


def _installing(cluster, objects):
    """The operator does not begin a removal while one of these is under way (openshift_controller.go, `Reconcile`)."""
    found = status_condition(_kata(cluster, objects), 'InProgress')
    if found.get('status') == 'True' and found.get('reason') in ('Installing', 'Updating'):
        return wait('KataConfig: ' + text(found, 'reason'), text(found, 'lastTransitionTime'))
    return None


def _paths(cluster):
    return [kata_config(cluster)]


EXISTS = Clause('kata-config-exists', _exists)
STAYS = Clause('kata-config-stays', _not_deleted)
STARTED = Clause('started', _started)

CONDITIONS = {
    'kata-config-started': Condition(clauses=(EXISTS, STAYS, STARTED), paths=_paths),
    'kata-config-not-failed': Condition(
        clauses=(EXISTS, STARTED, Clause('not-failed', _not_failed)), paths=_paths, after=('kata-config-started',)
    ),
    'kata-config-installed': Condition(
        clauses=(
            EXISTS,
            STAYS,
            Clause('healthy', _healthy),
            Clause('enough-ready', _enough_ready),
            Clause('counts-pool', _counts_pool),
        ),
        paths=lambda cluster: [NODES] + _paths(cluster),
        after=('kata-config-started',),
    ),
    'kata-config-idle': Condition(clauses=(Clause('idle', _installing),), paths=_paths),
}
