"""KataConfig, and the runtime classes that the operator makes of it."""

import time

from objects import at, name, number, status_condition, text
from paths import RUNTIME_CLASSES, kata_config
from verdict import Act, Change, Clause, Condition, fatal, wait

GROUP_KIND = 'kataconfiguration.openshift.io/KataConfig'
POKE = 'coco-gitops/poke'


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
    going = [name(found) for _wanted, found in _classes(cluster, objects) if at(found, 'metadata', 'deletionTimestamp')]
    return wait('being deleted: ' + ', '.join(going)) if going else None


def _right_handlers(cluster, objects):
    """The operator never changes one that exists (`createRuntimeClass`)."""
    bad = [
        '%s has handler %r, not %s' % (wanted['name'], found.get('handler'), wanted['handler'])
        for wanted, found in _classes(cluster, objects)
        if found is not None and found.get('handler') != wanted['handler']
    ]
    return fatal('; '.join(bad)) if bad else None


def _poked(cluster, _objects, _subject, now):
    stamp = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now))
    return Change(
        path=kata_config(cluster),
        body={'metadata': {'annotations': {POKE: stamp}}},
        reason='a RuntimeClass is missing, and labels of nodes do not make the operator look again',
        first=60,
        every=300,
    )


def _class_missing(cluster, objects, _subject):
    return None if _classes_made(cluster, objects) else wait('')


POKED = Act(
    name='poke',
    subjects=lambda cluster, objects: [None],
    clauses=(
        Clause('class-missing', _class_missing),
        Clause('kata-config-there', lambda cluster, objects, _subject: _exists(cluster, objects)),
        Clause('kata-config-stays', lambda cluster, objects, _subject: _not_deleted(cluster, objects)),
    ),
    make=_poked,
)


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
        clauses=(EXISTS, STAYS, Clause('healthy', _healthy), Clause('enough-ready', _enough_ready)),
        paths=_paths,
        after=('kata-config-started',),
    ),
    'kata-config-idle': Condition(clauses=(Clause('idle', _installing),), paths=_paths),
    'runtime-classes': Condition(
        clauses=(
            Clause('made', _classes_made),
            Clause('stay', _classes_stay),
            Clause('handlers', _right_handlers),
        ),
        paths=lambda cluster: [kata_config(cluster)] + [_class_path(wanted) for wanted in cluster['runtimeClasses']],
        acts=(POKED,),
    ),
}
