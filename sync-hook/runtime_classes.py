"""The runtime classes that the operator makes of KataConfig: whether a pod that asks for one can run."""

import time

from fit import takes_pods
from kata import EXISTS, STAYS
from nodes import KNOWN, matches, pool_nodes, positive
from objects import at, going, mapping
from paths import NODES, RUNTIME_CLASSES, kata_config
from verdict import Act, Change, Clause, Condition, fatal, wait

RECONCILE_REQUESTED_AT = 'coco-gitops/reconcile-requested-at'


def _class_path(found):
    return RUNTIME_CLASSES + '/' + found['name']


def _classes(cluster, objects):
    return [(wanted, objects.get(_class_path(wanted))) for wanted in cluster['runtimeClasses']]


def _classes_made(cluster, objects):
    """Skipped without a word, and without another try, when no node has all labels at that moment
    (openshift_controller.go, `createRuntimeClass`; node_event_handler.go)."""
    missing = [wanted['name'] for wanted, found in _classes(cluster, objects) if found is None]
    return wait('no RuntimeClass ' + ', '.join(missing)) if missing else None


def _classes_stay(cluster, objects):
    """A finalizer holds one until no pod uses it (runtimeclass_controller.go)."""
    bad = [wanted['name'] for wanted, found in _classes(cluster, objects) if going(found)]
    return wait('being deleted: ' + ', '.join(bad)) if bad else None


def _right_handlers(cluster, objects):
    """The operator never changes one that exists (`createRuntimeClass`)."""
    bad = [
        '%s has handler %r, not %s' % (wanted['name'], found.get('handler'), wanted['handler'])
        for wanted, found in _classes(cluster, objects)
        if found is not None and found.get('handler') != wanted['handler']
    ]
    return fatal('; '.join(bad)) if bad else None


def _reconcile_requested(cluster, _objects, _subject, now):
    stamp = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now))
    return Change(
        path=kata_config(cluster),
        body={'metadata': {'annotations': {RECONCILE_REQUESTED_AT: stamp}}},
        reason='a RuntimeClass is missing, and labels of nodes do not make the operator look again',
        first=60,
        every=300,
    )


def _class_missing(cluster, objects, _subject):
    return None if _classes_made(cluster, objects) else wait('')


RECONCILED = Act(
    name='reconcile',
    subjects=lambda cluster, objects: [None],
    clauses=(
        Clause('class-missing', _class_missing),
        Clause('kata-config-there', lambda cluster, objects, _subject: EXISTS.judge(cluster, objects)),
        Clause('kata-config-stays', lambda cluster, objects, _subject: STAYS.judge(cluster, objects)),
    ),
    make=_reconcile_requested,
)


def _has_place(cluster, objects, found):
    """The scheduler adds the selector of a class to that of a pod, and its overhead to what the pod asks for
    (kubernetes, plugin/pkg/admission/runtimeclass)."""
    scheduling = {} if found.get('scheduling') is None else found['scheduling']
    selector = at(scheduling, 'nodeSelector')
    if not isinstance(scheduling, dict) or not isinstance(selector, (dict, type(None))):
        return False
    overhead = mapping(found, 'overhead', 'podFixed')
    return any(
        takes_pods(node) and matches(selector or {}, node) and _offers(node, overhead)
        for node in pool_nodes(cluster, objects)
    )


def _offers(node, overhead):
    """The device of a TEE, which only a node with that TEE has; memory and processors are for the scheduler."""
    return all(positive(node, resource) for resource in overhead if '/' in resource)


def _usable(cluster, objects):
    bad = [
        wanted['name']
        for wanted, found in _classes(cluster, objects)
        if found is not None and not _has_place(cluster, objects, found)
    ]
    return wait('no node of pool %s takes pods of: %s' % (cluster['pool'], ', '.join(bad))) if bad else None


CONDITIONS = {
    'runtime-classes': Condition(
        clauses=(
            KNOWN,
            Clause('made', _classes_made),
            Clause('stay', _classes_stay),
            Clause('handlers', _right_handlers),
            Clause('usable', _usable),
        ),
        paths=lambda cluster: [NODES, kata_config(cluster)]
        + [_class_path(wanted) for wanted in cluster['runtimeClasses']],
        acts=(RECONCILED,),
    ),
}
