"""Whether the nodes that run Kata are those that are to, and whether each of them takes pods."""

from nodes import KNOWN, candidates, each, enough, has_tee, in_pool, pool_nodes, positive
from objects import at, going, mapping, name, some, status_condition
from paths import NODES
from verdict import Clause, Condition, wait

TAINTS_OF_KUBERNETES = ('node.kubernetes.io/', 'node.cloudprovider.kubernetes.io/')
"""Prefixes of taints that the node controller, the kubelet or a cloud provider sets, or a person for a node that is
off: not-ready, unreachable, out-of-service, unschedulable, disk-pressure, uninitialized and so on (kubernetes,
staging/src/k8s.io/api/core/v1/well_known_taints.go)."""

HARMLESS_TAINT = 'node.kubernetes.io/memory-pressure'
"""Keeps only pods without any request of memory away."""


def is_ready(node):
    return status_condition(node, 'Ready').get('status') == 'True'


def is_schedulable(node):
    return mapping(node, 'spec').get('unschedulable') in (None, False)


def unfit_taints(node):
    """Keys of taints by which Kubernetes says that a node takes no pods; a taint for a purpose is none of them."""
    taints = at(node, 'spec', 'taints')
    if not isinstance(taints, list):
        return [] if taints is None else ['(no list)']
    keys = [str(at(taint, 'key')) for taint in taints]
    return [key for key in keys if key.startswith(TAINTS_OF_KUBERNETES) and key != HARMLESS_TAINT]


def takes_pods(node):
    return is_ready(node) and is_schedulable(node) and not unfit_taints(node) and not going(node)


def _untainted(cluster, objects):
    found = [(name(node), unfit_taints(node)) for node in pool_nodes(cluster, objects)]
    bad = ['%s (%s)' % (node, ', '.join(taints)) for node, taints in found if taints]
    return wait('tainted by Kubernetes: ' + some(bad)) if bad else None


STAY = each('nodes-stay', pool_nodes, lambda _cluster, node: not going(node), lambda _cluster: 'being deleted')
READY = each('ready', pool_nodes, lambda _cluster, node: is_ready(node), lambda _cluster: 'not Ready')
SCHEDULABLE = each(
    'schedulable', pool_nodes, lambda _cluster, node: is_schedulable(node), lambda _cluster: 'cordoned'
)
UNTAINTED = Clause('untainted', _untainted)

FIT = (STAY, READY, SCHEDULABLE, UNTAINTED)

ENOUGH = enough('enough-nodes', pool_nodes, lambda cluster: 'are in pool ' + cluster['pool'])


def _all_in(cluster, objects):
    """The operator labels them in its next reconcile (openshift_controller.go, `updateNodeLabels`)."""
    bad = [name(node) for node in candidates(cluster, objects) if not in_pool(cluster, node)]
    return wait('selected, able to run Kata, and not in pool %s: %s' % (cluster['pool'], some(bad))) if bad else None


def _no_other_in(cluster, objects):
    """The operator takes the label away, and the node reboots out of the pool (`updateNodeLabels`)."""
    wanted = {name(node) for node in candidates(cluster, objects)}
    bad = [name(node) for node in pool_nodes(cluster, objects) if name(node) not in wanted]
    return wait('in pool %s, and not selected or not able: %s' % (cluster['pool'], some(bad))) if bad else None


CONDITIONS = {
    'right-nodes': Condition(
        clauses=(KNOWN, ENOUGH, STAY, Clause('all-in', _all_in), Clause('no-other-in', _no_other_in)),
        paths=lambda cluster: [NODES],
    ),
    'nodes-offer-tee': Condition(
        clauses=(
            KNOWN,
            ENOUGH,
            *FIT,
            each('labelled', pool_nodes, has_tee, lambda cluster: 'without label ' + cluster['tees']['label']),
            each(
                'allocatable',
                pool_nodes,
                lambda cluster, node: positive(node, cluster['tees']['resource']),
                lambda cluster: 'none of %s to allocate' % cluster['tees']['resource'],
            ),
        ),
        paths=lambda cluster: [NODES],
    ),
}
