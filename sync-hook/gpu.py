"""Whether the GPUs are in confidential mode, and given to the device plugin of Kata."""

from nodes import KNOWN, each, pool_nodes, positive
from objects import labels
from paths import CLUSTER_POLICIES, NODES
from verdict import Clause, Condition, wait

GROUP_KIND = 'nvidia.com/ClusterPolicy'
RESOURCE = 'nvidia.com/pgpu'
"""The alias that our ClusterPolicy gives (P_GPU_ALIAS)."""

GPU_LABELS = (
    'nvidia.com/gpu.present',
    'feature.node.kubernetes.io/pci-10de.present',
    'feature.node.kubernetes.io/pci-0302_10de.present',
    'feature.node.kubernetes.io/pci-0300_10de.present',
)
"""By which the GPU operator takes a node for one with a GPU (gpu-operator, controllers/state_manager.go)."""

DEPLOY = 'nvidia.com/gpu.deploy.'

WANTED_LABELS = {
    'nvidia.com/gpu.present': 'true',
    'nvidia.com/gpu.deploy.vfio-manager': 'true',
    'nvidia.com/gpu.deploy.kata-sandbox-device-plugin': 'true',
    'nvidia.com/gpu.deploy.cc-manager': 'true',
    'nvidia.com/cc.mode.state': 'on',
    'nvidia.com/cc.ready.state': 'true',
}
"""Document section 3.10, labels for confidential GPUs. All on one node, or the operator makes no kata-cc-nvidia-gpu
(confidential_handler.go, `nvidiaGPUCCNodeLabels`)."""


def _path(cluster):
    return CLUSTER_POLICIES + '/' + cluster['clusterPolicy']


def _gpu_nodes(cluster, objects):
    return [
        node
        for node in pool_nodes(cluster, objects)
        if any(labels(node).get(label) == 'true' for label in GPU_LABELS) or _had_gpu(node)
    ]


def _had_gpu(node):
    """One that lost its label alone is not without GPUs: the operator takes all of its labels away together
    (gpu-operator, controllers/state_manager.go, `removeAllGPUStateLabels`)."""
    return positive(node, RESOURCE) or any(label.startswith(DEPLOY) for label in labels(node))


def _some_gpu(cluster, objects):
    return None if _gpu_nodes(cluster, objects) else wait('no node of pool %s has a GPU' % cluster['pool'])


def _policy_exists(cluster, objects):
    return None if objects.get(_path(cluster)) is not None else wait('no ClusterPolicy ' + cluster['clusterPolicy'])


def _policy_ready(cluster, objects):
    status, message = objects.health(GROUP_KIND, objects.get(_path(cluster)) or {})
    return None if status == 'Healthy' else wait(message or status)


def _labelled(label, value):
    return each(
        'label-' + label.split('/')[1],
        _gpu_nodes,
        lambda _cluster, node: labels(node).get(label) == value,
        lambda _cluster: 'without label %s=%s' % (label, value),
    )


SOME_GPU = Clause('some-gpu', _some_gpu)

CONDITIONS = {
    'gpu-policy-ready': Condition(
        clauses=(Clause('policy-exists', _policy_exists), Clause('policy-ready', _policy_ready)),
        paths=lambda cluster: [_path(cluster)],
    ),
    'gpus-confidential': Condition(
        clauses=(KNOWN, SOME_GPU) + tuple(_labelled(*wanted) for wanted in WANTED_LABELS.items()),
        paths=lambda cluster: [NODES],
    ),
    'gpus-allocatable': Condition(
        clauses=(
            KNOWN,
            SOME_GPU,
            each(
                'allocatable',
                _gpu_nodes,
                lambda _cluster, node: positive(node, RESOURCE),
                lambda _cluster: 'none of %s to allocate' % RESOURCE,
            ),
        ),
        paths=lambda cluster: [NODES],
    ),
}
