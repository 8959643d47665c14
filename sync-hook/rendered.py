"""Whether the configuration that the pool is going to was rendered from our MachineConfigs as they are.

Their names alone do not show it: a MachineConfig that was edited keeps its name, and until the renderer has seen the
edit (5 s or more, machine-config-operator, pkg/controller/render) the pool is up to date with the old content. The
marker shows it (rollout/gates/marker.ts): it is applied after our MachineConfigs, and was listed nowhere before them.
No rendered configuration is read for that, since it holds the pull secret of the cluster.
"""

from paths import MACHINE_CONFIGS
from pool import EXISTS, expected_sources, paths, pool_of, sources, target
from verdict import Clause, Condition, wait


def _sources_rendered(cluster, objects):
    """The operator's own MachineConfig comes within seconds of KataConfig (openshift_controller.go, `createMc`)."""
    found = pool_of(cluster, objects)
    missing = [key for key in expected_sources(cluster) if key not in sources(found, 'spec')]
    return wait('%s does not hold %s' % (target(found) or 'no configuration', ', '.join(missing))) if missing else None


def _marker_gone(cluster, objects):
    """A pool that does not exist lists nothing."""
    listed = cluster['marker'] in sources(pool_of(cluster, objects), 'spec')
    return wait('MachineConfigPool %s still lists %s' % (cluster['pool'], cluster['marker'])) if listed else None


CONDITIONS = {
    'pool-rendered': Condition(
        clauses=(EXISTS, Clause('sources', _sources_rendered)), paths=paths, after=('pool-exists',)
    ),
    'marker-gone': Condition(
        clauses=(Clause('marker-gone', _marker_gone),),
        paths=lambda cluster: paths(cluster)[:1],
        removes=lambda cluster: [MACHINE_CONFIGS + '/' + cluster['marker']],
    ),
}
