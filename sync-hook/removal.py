"""Whether everything can be taken away without leaving something behind that runs on it."""

from objects import at, labels, name, some, text
from paths import PODS, RUNTIME_CLASSES
from pool import NOT_UPDATING, UPDATED, paths, pool_of
from verdict import Clause, Condition, wait

KATA = 'kata'
"""What the handler of every class of Kata begins with (kata-containers, CRI-O configuration of the operator): kata,
kata-tdx, kata-snp-nvidia-gpu, kata-remote. A class may be called anything."""

ENDED = ('Succeeded', 'Failed')

VERIFIES = 'coco-gitops/verifies'
"""Label of those pods (rollout/gates/verification-job.ts)."""


def _pods_read(_cluster, objects):
    pods = objects.list(PODS)
    if pods is None or not all(name(pod) and isinstance(at(pod, 'spec'), dict) for pod in pods):
        return wait('the list of pods is not readable')
    return None


def _classes_read(_cluster, objects):
    classes = objects.list(RUNTIME_CLASSES)
    if classes is None or not all(name(found) and text(found, 'handler') for found in classes):
        return wait('the list of RuntimeClasses is not readable')
    return None


def _runs_on_kata(handlers, pod):
    """Of a class that is gone nobody can say what it meant, so it counts while the pod runs. A finished pod of Kata
    counts for the operator too, which does not know all classes once the feature gates are off
    (openshift_controller.go, `listKataPods`, `deleteRuntimeClass`)."""
    wanted = at(pod, 'spec', 'runtimeClassName')
    if wanted is None:
        return False
    if isinstance(wanted, str) and wanted in handlers:
        return handlers[wanted].startswith(KATA)
    return str(wanted).startswith(KATA) or text(pod, 'status', 'phase') not in ENDED


def _verifies(cluster, pod):
    """A pod of a Job that verifies attestation, also of one that an earlier commit left: they go with their Jobs."""
    namespace = text(cluster, 'verification', 'namespace')
    return text(pod, 'metadata', 'namespace') == namespace and VERIFIES in labels(pod)


def _no_kata_pods(cluster, objects):
    """Our own are removed first, before the gate would matter to them; a finished one counts for the operator too."""
    ours = {(pod['namespace'], pod['name']) for pod in cluster['workloads']}
    apps = {(made['namespace'], made['name']) for made in cluster.get('controllers', [])}
    handlers = {name(found): text(found, 'handler') for found in objects.list(RUNTIME_CLASSES) or []}
    bad = [
        '%s/%s (%s)' % (text(pod, 'metadata', 'namespace'), name(pod), at(pod, 'spec', 'runtimeClassName'))
        for pod in objects.list(PODS) or []
        if _runs_on_kata(handlers, pod)
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
        clauses=(
            Clause('pods-read', _pods_read),
            Clause('classes-read', _classes_read),
            Clause('no-kata-pod', _no_kata_pods),
        ),
        paths=lambda cluster: [PODS, RUNTIME_CLASSES],
    ),
    'pool-idle': Condition(clauses=(_if_there(UPDATED), _if_there(NOT_UPDATING)), paths=paths),
}
