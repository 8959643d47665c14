"""Whether the objects of a stage are in the cluster as Git has them, for every gate in one way.

What a controller says in a status is about the object that it has seen. So a gate that rests on a status first looks
whether that object is the one of Git, stays, and has been seen.
"""

from objects import at, number, some
from paths import CUSTOM_RESOURCES, applied, definition
from same import default, differences, harmless, shown
from verdict import Clause, Condition, wait

SHOWN = 3

SUBJECTS = (
    'operators',
    'node-features',
    'kata-config',
    'gpu',
    'feature-gates',
    'attestation',
    'verification',
    'refusal',
)
"""Each is a condition `<subject>-as-in-git` about the objects of that name in gates.json."""


def _all(cluster, subject):
    return cluster['applied'].get(subject, [])


def _name(wanted):
    return '%s %s' % (wanted['kind'], wanted['name'])


def _definition(cluster, wanted):
    """Only where it is read anyway: whether the kind of a closed object has defaults that we do not know."""
    name = definition(wanted)
    return CUSTOM_RESOURCES + '/' + name if wanted.get('closed') and name in cluster['crds'] else None


def _closed(cluster, objects, wanted):
    if not wanted.get('closed'):
        return None
    path_of_definition = _definition(cluster, wanted)
    kind = objects.get(path_of_definition) if path_of_definition else None
    version = wanted['apiVersion'].rsplit('/', 1)[-1]

    def allowed(path, value):
        known = at(wanted.get('defaults', {}), *path)
        return harmless(path, value) or value in (known, default(kind, version, path))

    return allowed


def _there(subject):
    def refuse(cluster, objects):
        missing = [_name(wanted) for wanted in _all(cluster, subject) if objects.get(applied(wanted)) is None]
        return wait('not there: ' + some(missing)) if missing else None

    return Clause('there', refuse)


def _stay(subject):
    def refuse(cluster, objects):
        going = [
            _name(wanted)
            for wanted in _all(cluster, subject)
            if at(objects.get(applied(wanted)), 'metadata', 'deletionTimestamp') is not None
        ]
        return wait('being deleted: ' + some(going)) if going else None

    return Clause('stay', refuse)


def _same(subject):
    def refuse(cluster, objects):
        found = [
            '%s: %s %s' % (_name(wanted), '.'.join(path), what)
            for wanted in _all(cluster, subject)
            for path, what in differences(
                wanted['content'],
                _content(objects.get(applied(wanted)), wanted),
                (),
                _closed(cluster, objects, wanted),
            )
        ]
        rest = ' and %d more' % (len(found) - SHOWN) if len(found) > SHOWN else ''
        return wait('; '.join(found[:SHOWN]) + rest) if found else None

    return Clause('same', refuse)


def _content(found, wanted):
    """The fields that a person writes, as far as Git has them."""
    return {key: at(found, key) for key in wanted['content']}


def _observed(subject):
    """Where a controller says which generation its status is about (Kubernetes API conventions)."""

    def refuse(cluster, objects):
        late = []
        for wanted in _all(cluster, subject):
            found = objects.get(applied(wanted))
            observed = at(found, 'status', 'observedGeneration')
            if observed is not None and observed != number(found, 'metadata', 'generation'):
                late.append('%s: status.observedGeneration is %s' % (_name(wanted), shown(observed)))
        return wait('its controller has not seen the newest: ' + some(late)) if late else None

    return Clause('observed', refuse)


def _paths(subject):
    def paths(cluster):
        objects = [applied(wanted) for wanted in _all(cluster, subject)]
        return objects + [path for path in (_definition(cluster, wanted) for wanted in _all(cluster, subject)) if path]

    return paths


CONDITIONS = {
    subject + '-as-in-git': Condition(
        clauses=(_there(subject), _stay(subject), _same(subject), _observed(subject)), paths=_paths(subject)
    )
    for subject in SUBJECTS
}
