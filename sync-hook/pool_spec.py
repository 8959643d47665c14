"""Whether the pool that runs Kata is one for the nodes and the MachineConfigs that the rollout reckons with.

The operator makes kata-oc, and leaves one that is there as it is (sandboxed-containers-operator,
openshift_controller.go, `createMcp`); nobody puts back what is changed in it.
"""

from nodes import KNOWN, converged, has_role, in_pool, listed
from objects import at, going, labels, name, some, text
from paths import NODES
from pool import EXISTS, paths, pool_of
from pools import selects, takes
from verdict import Clause, Condition, wait

ROLE_LABEL = 'machineconfiguration.openshift.io/role'
"""Of each MachineConfig (machine-config-operator, pkg/apis, `MachineConfigRoleLabelKey`)."""


def _stays(cluster, objects):
    found = pool_of(cluster, objects)
    since = text(found, 'metadata', 'deletionTimestamp')
    return wait('MachineConfigPool %s is being deleted' % cluster['pool'], since) if going(found) else None


def _takes_nodes(cluster, objects):
    """The nodes of its role and no others. A control plane node stays in pool master (machine-config-operator,
    pkg/helpers/helpers.go)."""
    found = pool_of(cluster, objects)
    bad = [
        name(node)
        for node in listed(objects)
        if in_pool(cluster, node) and not takes(found, node)
        or takes(found, node) and not in_pool(cluster, node) and not has_role(node, 'master')
    ]
    return wait('spec.nodeSelector is not that of role %s, see %s' % (cluster['pool'], some(bad))) if bad else None


def _takes_configs(cluster, objects):
    """A custom pool takes those of the workers as well, on which it builds. Without a selector the renderer has nothing
    to render, and says so (RenderDegraded)."""
    selector = at(pool_of(cluster, objects), 'spec', 'machineConfigSelector')
    roles = [cluster['pool']] if converged(cluster) else ['worker', cluster['pool']]
    missing = [role for role in roles if not selects(selector, {ROLE_LABEL: role})]
    if selector is None or not missing:
        return None
    return wait('spec.machineConfigSelector does not take MachineConfigs of role ' + some(missing))


CONDITIONS = {
    'pool-spec': Condition(
        clauses=(
            KNOWN,
            EXISTS,
            Clause('pool-stays', _stays),
            Clause('takes-nodes', _takes_nodes),
            Clause('takes-configs', _takes_configs),
        ),
        paths=lambda cluster: [NODES] + paths(cluster),
        after=('pool-exists',),
    ),
}
