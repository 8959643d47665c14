"""What was read from the cluster, and ways into it that neither fail nor invent anything on odd objects."""

from health import judge as judge_health

SHOWN_NAMES = 5
SHOWN_TEXT = 400


class Objects:
    """The objects of one reading, by raw API path. A path that was not read is a defect, and raises KeyError."""

    def __init__(self, by_path, rules):
        self._by_path = by_path
        self._rules = rules

    def get(self, path):
        """The object at a path; None when there is none. What is no object is a defect, not an absence."""
        found = self._by_path[path]
        if found is not None and not isinstance(found, dict):
            raise TypeError('%s is not an object' % path)
        return found

    def list(self, path):
        """The items of a list; None when the cluster does not serve it, or when it is not a list of objects."""
        items = at(self.get(path), 'items')
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            return None
        return items

    def health(self, group_kind, found):
        """Status (Healthy, Progressing, Degraded) and message of an object, by the rules of its kind."""
        return judge_health(self._rules[group_kind], found)


def at(value, *path):
    """The value below an object, key by key; None when it is not there."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value, *path):
    """The text below an object; empty when there is none."""
    found = at(value, *path)
    return found if isinstance(found, str) else ''


def number(value, *path):
    """The whole number below an object; None when there is none."""
    found = at(value, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def mapping(value, *path):
    """The mapping below an object; empty when there is none."""
    found = at(value, *path)
    return found if isinstance(found, dict) else {}


def items(value, *path):
    """The objects of the list below an object; whatever is none is left out."""
    found = at(value, *path)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def texts(value, *path):
    """The texts of the list below an object; whatever is none is left out."""
    found = at(value, *path)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def name(value):
    """metadata.name"""
    return text(value, 'metadata', 'name')


def going(value):
    """Whether it is being deleted: finalizers may keep it for as long as they like."""
    return at(value, 'metadata', 'deletionTimestamp') is not None


def labels(value):
    """metadata.labels"""
    return mapping(value, 'metadata', 'labels')


def status_condition(value, kind):
    """The entry of status.conditions of a type; empty when there is none."""
    found = [entry for entry in items(value, 'status', 'conditions') if entry.get('type') == kind]
    return found[0] if found else {}


def some(names):
    """Names in order, at most five of them."""
    ordered = sorted(names)
    rest = len(ordered) - SHOWN_NAMES
    return ', '.join(ordered[:SHOWN_NAMES]) + (' and %d more' % rest if rest > 0 else '')


def one_line(message):
    """A text of the cluster for a log line: without control characters, and not longer than a screen."""
    plain = ' '.join(''.join(sign if sign.isprintable() else ' ' for sign in message).split())
    return plain if len(plain) <= SHOWN_TEXT else plain[:SHOWN_TEXT] + '...'
