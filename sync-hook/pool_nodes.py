"""Whether each node runs what the pool asks for, by what the node itself says."""

from fit import ENOUGH, FIT
from nodes import KNOWN, each, pool_nodes
from objects import at, number
from paths import NODES
from pool import EXISTS, paths, pool_of, target
from verdict import Clause, Condition, wait

ANNOTATION = 'machineconfiguration.openshift.io/'
INSTALLED_LABEL = 'kataconfiguration.openshift.io/kata-ds-rpm-install'
"""How far the operator's DaemonSet is on a node (sandboxed-containers-operator, `kataInstallationDaemonSetLabel`)."""


def _all_counted(cluster, objects):
    """The counts of the pool are of these very nodes."""
    machines, found = number(pool_of(cluster, objects), 'status', 'machineCount'), len(pool_nodes(cluster, objects))
    return None if machines == found else wait('%d nodes, but the pool counts %s' % (found, machines))


def _annotated(clause, key, wanted, complaint):
    """A clause about an annotation that the Machine Config Daemon keeps (machine-config-operator,
    pkg/daemon/constants), with `wanted(pool)`."""

    def refuse(cluster, objects):
        value = wanted(pool_of(cluster, objects))

        def holds(_cluster, node):
            return value != '' and at(node, 'metadata', 'annotations', ANNOTATION + key) == value

        return each(clause, pool_nodes, holds, lambda _cluster: complaint).judge(cluster, objects)

    return Clause(clause, refuse)


def _image_reached(_cluster, node):
    """Where a pool has an image of its own instead of files and packages (machine-config-operator,
    pkg/daemon/constants, `DesiredImageAnnotationKey`)."""
    keys = ('currentImage', 'desiredImage')
    current, desired = (at(node, 'metadata', 'annotations', ANNOTATION + key) for key in keys)
    return (current or '') == (desired or '')


CONDITIONS = {
    'pool-nodes': Condition(
        clauses=(
            KNOWN,
            EXISTS,
            ENOUGH,
            Clause('all-counted', _all_counted),
            _annotated('desired', 'desiredConfig', target, 'not told yet to take the newest configuration'),
            _annotated('current', 'currentConfig', target, 'not yet on the newest configuration'),
            each('image', pool_nodes, _image_reached, lambda _cluster: 'not yet on the newest image'),
            _annotated('done', 'state', lambda _pool: 'Done', 'not done with it'),
            *FIT,
        ),
        paths=lambda cluster: [NODES] + paths(cluster),
        after=('pool-exists',),
    ),
    'nodes-installed': Condition(
        clauses=(
            KNOWN,
            ENOUGH,
            each(
                'installed',
                pool_nodes,
                lambda _cluster, node: at(node, 'metadata', 'labels', INSTALLED_LABEL) == 'installed',
                lambda _cluster: 'Kata is not installed, or waits for a reboot',
            ),
            *FIT,
        ),
        paths=lambda cluster: [NODES],
    ),
}
