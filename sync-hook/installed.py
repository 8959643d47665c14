"""Whether the operators run that somebody else has installed: no Subscription of ours tells their versions, so each is
found by the definition that only its version owns (operator-framework/api, operators/v1alpha1
`ClusterServiceVersion`)."""

import re

from objects import at, items, labels, name, text
from paths import in_namespace
from verdict import Clause, Condition, wait

CSV = 'operators.coreos.com/ClusterServiceVersion'
VERSION = re.compile(r'([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})(?![0-9])')
COPIED = 'olm.copiedFrom'


def _path(operator):
    return in_namespace('operators.coreos.com/v1alpha1', operator['namespace'], 'clusterserviceversions')


def _owners(objects, operator):
    owned = ('spec', 'customresourcedefinitions', 'owned')
    return [
        csv
        for csv in objects.list(_path(operator)) or []
        if any(entry.get('name') == operator['owns'] for entry in items(csv, *owned))
    ]


def _originals(objects, operator):
    """An operator for all namespaces is copied into each of them, by its label; what it says of itself is elsewhere."""
    return [csv for csv in _owners(objects, operator) if COPIED not in labels(csv)]


def _each(clause, complaint):
    """A clause about each operator; `complaint(objects, operator)` is empty when there is none."""

    def refuse(cluster, objects):
        found = [complaint(objects, operator) for operator in cluster['installedOperators']]
        return wait('; '.join(filter(None, found))) if any(found) else None

    return Clause(clause, refuse)


def _missing(objects, operator):
    if _originals(objects, operator):
        return ''
    copies = [text(labels(csv), COPIED) for csv in _owners(objects, operator)]
    hint = ', which has a copy of the one in namespace ' + copies[0] if copies else ''
    return '%s is not installed in namespace %s%s' % (operator['name'], operator['namespace'], hint)


def _replaced(objects, operator):
    """While it is updated there are two, and a version that is deleted stays until its finalizers are gone."""
    found = _originals(objects, operator)
    leaving = [csv for csv in found if at(csv, 'metadata', 'deletionTimestamp') is not None]
    if len(found) == 1 and not leaving:
        return ''
    return '%s is being replaced: %s' % (operator['name'], ', '.join(sorted(map(name, found))))


def _too_old(objects, operator):
    minimum = operator.get('atLeast')
    if minimum is None:
        return ''
    found = [text(csv, 'spec', 'version') for csv in _originals(objects, operator)]
    old = [version for version in found if not _reaches(version, minimum)]
    wanted = '.'.join(map(str, minimum))
    return '%s is at %s, needed is %s' % (operator['name'], old[0] or 'no version', wanted) if old else ''


def _reaches(version, minimum):
    found = VERSION.match(version)
    return found is not None and [int(part) for part in found.groups()] >= minimum


def _not_succeeded(objects, operator):
    judged = [(name(csv), objects.health(CSV, csv)) for csv in _originals(objects, operator)]
    bad = ['%s: %s' % (csv, message or status) for csv, (status, message) in judged if status != 'Healthy']
    return ', '.join(bad)


CONDITIONS = {
    'operators-of-others': Condition(
        clauses=(
            _each('there', _missing),
            _each('not-replaced', _replaced),
            _each('new-enough', _too_old),
            _each('succeeded', _not_succeeded),
        ),
        paths=lambda cluster: sorted({_path(operator) for operator in cluster['installedOperators']}),
    ),
}
