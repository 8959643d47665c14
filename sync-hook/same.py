"""Whether an object of the cluster holds what Git asks for.

A server adds defaults, and controllers add fields of theirs: so what Git has must be in what the cluster has, and what
is more does not count. Only an object that is `closed` may hold nothing else, but defaults. A list has to be of the
same length and order: one more toleration, or one more rule, is another meaning.
"""

import hashlib
import re
from fractions import Fraction

from objects import at, items

MAPS = ('annotations', 'data', 'labels', 'matchLabels', 'nodeSelector', 'selector')
"""Below these any key may stand, and one with an empty text is not the same as none."""

AMOUNTS = ('limits', 'requests', 'sizeLimit', 'storage')
"""Quantities, which the API server writes in its own way (kubernetes, apimachinery, pkg/api/resource)."""

DIGEST = '$sha256'
"""Key that stands for a long text (rollout/gates/applied.ts)."""

QUANTITY = re.compile(r'([0-9]{1,18})(?:\.([0-9]{1,9}))?(m|k|[MGTPE]|[KMGTPE]i)?')
SHOWN = 60


def amount(value):
    """A quantity as a number; None when it is none."""
    found = QUANTITY.fullmatch(str(value)) if isinstance(value, (int, str)) and not isinstance(value, bool) else None
    if found is None:
        return None
    whole, part, unit = found.groups()
    number = Fraction('%s.%s' % (whole, part or '0'))
    if unit == 'm':
        return number / 1000
    power = ' kMGTPE'.index(unit[0].replace('K', 'k')) if unit else 0
    return number * (1024 if unit and unit.endswith('i') else 1000) ** power


def _empty(value):
    return value is None or value is False or value in ('', [], {}) or (value == 0 and not isinstance(value, bool))


def shown(value):
    """A value for a message, short."""
    said = 'nothing' if value is None else repr(value)
    return said if len(said) <= SHOWN else said[:SHOWN] + '...'


def differences(wanted, there, path, closed=None):
    """Pairs of a place and of what is wrong there. `closed(path, value)` tells whether more may be there."""
    if isinstance(wanted, dict) and wanted.keys() == {DIGEST}:
        if not isinstance(there, str) or hashlib.sha256(there.encode('utf-8', 'replace')).hexdigest() != wanted[DIGEST]:
            yield path, 'is %s, in Git a text with another digest' % shown(there)
    elif isinstance(wanted, dict):
        yield from _of_mapping(wanted, there, path, closed)
    elif isinstance(wanted, list):
        yield from _of_list(wanted, there, path, closed)
    elif not _same(wanted, there, path):
        yield path, 'is %s, in Git %s' % (shown(there), shown(wanted))


def _of_mapping(wanted, there, path, closed):
    if there is not None and not isinstance(there, dict):
        yield path, 'is %s, in Git it has fields' % shown(there)
        return
    found = there or {}
    for key, value in wanted.items():
        yield from differences(value, found.get(key), path + (key,), closed)
    if closed is not None:
        for key in found.keys() - wanted.keys():
            if not closed(path + (key,), found[key]):
                yield path + (key,), 'is %s, in Git there is none' % shown(found[key])


def _of_list(wanted, there, path, closed):
    found = [] if there is None else there
    if not isinstance(found, list) or len(found) != len(wanted):
        seen = '%d entries' % len(found) if isinstance(found, list) else shown(there)
        yield path, 'is %s, in Git %d entries' % (seen, len(wanted))
        return
    for place, (one, other) in enumerate(zip(wanted, found)):
        yield from differences(one, other, path + (str(place),), closed)


def _same(wanted, there, path):
    in_map = len(path) > 1 and path[-2] in MAPS
    if there is None:
        return wanted is None if in_map else _empty(wanted)
    if isinstance(wanted, bool) or isinstance(there, bool):
        return wanted is there
    if any(key in AMOUNTS for key in path[-2:]) and amount(wanted) is not None:
        return amount(wanted) == amount(there)
    return wanted == there


def harmless(path, value):
    """Whether a field that Git does not have means the same as none: an empty one, or a feature gate that is off."""
    if path[-2] == 'data':
        return value in ('', 'false')
    return path[-2] not in MAPS and _empty(value)


def default(definition, version, path):
    """What a definition of a kind gives a field that is left out."""
    versions = [found for found in items(definition, 'spec', 'versions') if found.get('name') == version]
    schema = at(versions[0], 'schema', 'openAPIV3Schema') if versions else None
    for key in path:
        schema = at(schema, 'items') if key.isdigit() else at(schema, 'properties', key)
    return at(schema, 'default')
