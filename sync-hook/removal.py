"""Whether everything can be taken away without leaving something behind that runs on it."""

from objects import at, labels, name, some, text
from paths import PODS
from pool import NOT_UPDATING, UPDATED, paths, pool_of
from verdict import Clause, Condition, wait

KATA_CLASSES = {'kata', 'kata-cc', 'kata-cc-nvidia-gpu', 'kata-nvidia-gpu'}
"""What the operator makes. Once the feature gates are off it no longer counts all of them
(openshift_controller.go, `listKataPods`, `deleteRuntimeClass`)."""

VERIFIES = 'coco-gitops/verifies'
"""Label of those pods (rollout/gates/verification-job.ts)."""


def _pods_read(_cluster, objects):
    pods = objects.list(PODS)
    if pods is None or not all(name(pod) and isinstance(at(pod, 'spec'), dict) for pod in pods):
        return wait('the list of pods is not readable')
    return None


def _verifies(cluster, pod):
    """A pod of a Job that verifies attestation, also of one that an earlier commit left: they go with their Jobs."""
    namespace = text(cluster, 'verification', 'namespace')
    return text(pod, 'metadata', 'namespace') == namespace and VERIFIES in labels(pod)


def _no_kata_pods(cluster, objects):
    """Our own are removed first, before the gate would matter to them; a finished one counts for the operator too."""
    ours = {(pod['namespace'], pod['name']) for pod in cluster['workloads']}
    apps = {(made['namespace'], made['name']) for made in cluster.get('controllers', [])}
    classes = KATA_CLASSES | {found['name'] for found in cluster['runtimeClasses']}
    bad = [
        '%s/%s' % (text(pod, 'metadata', 'namespace'), name(pod))
        for pod in objects.list(PODS) or []
        if text(pod, 'spec', 'runtimeClassName') in classes
        and (text(pod, 'metadata', 'namespace'), name(pod)) not in ours
        and not _verifies(cluster, pod)
        and (text(pod, 'metadata', 'namespace'), text(pod, 'metadata', 'labels', 'app')) not in apps
    ]
    return wait('%d pods run on Kata: %s' % (len(bad), some(bad))) if bad else None


def _if_there(clause):
    """The pool is not there when KataConfig never got to make it, or is gone."""
    return Clause(
        clause.name,
        lambda cluster, objects: None if pool_of(cluster, objects) is None else clause.judge(cluster, objects),
    )


CONDITIONS = {
    'no-kata-pods': Condition(
        clauses=(Clause('pods-read', _pods_read), Clause('no-kata-pod', _no_kata_pods)), paths=lambda cluster: [PODS]
    ),
    'pool-idle': Condition(clauses=(_if_there(UPDATED), _if_there(NOT_UPDATING)), paths=paths),
}
