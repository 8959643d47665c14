"""Long lists, page by page, with nothing kept of an object but what a condition looks at.

A cluster may have ten thousand pods of 20 KB each: as one list they take a gigabyte, and the gate has half of one
(constructs/sync-hook/gate-job.ts).
"""

from urllib.parse import quote

from objects import at
from paths import NODES, PODS

PAGE = 250


def _kept(value, paths):
    found = {}
    for path in paths:
        there = at(value, *path)
        if there is not None:
            part = found
            for key in path[:-1]:
                part = part.setdefault(key, {})
            part[path[-1]] = there
    return found


def _lean_pod(pod):
    found = _kept(
        pod,
        (
            ('metadata', 'name'),
            ('metadata', 'namespace'),
            ('metadata', 'labels'),
            ('spec', 'runtimeClassName'),
            ('status', 'phase'),
        ),
    )
    return {'spec': {}, **found} if isinstance(pod.get('spec'), dict) else found


def _lean_node(node):
    """Without what runs on it, and the names of its images."""
    return _kept(
        node,
        (
            ('metadata', 'name'),
            ('metadata', 'labels'),
            ('metadata', 'annotations'),
            ('metadata', 'deletionTimestamp'),
            ('spec',),
            ('status', 'conditions'),
            ('status', 'allocatable'),
        ),
    )


LEAN = {PODS: _lean_pod, NODES: _lean_node}
"""By path of a list: what is kept of each of its objects."""


def read_pages(get, path):
    """The whole list; None when the cluster does not serve it. All pages are of the same moment (Kubernetes API
    concepts, "Retrieving large results sets in chunks")."""
    items, token = [], ''
    while True:
        query = '?limit=%d%s' % (PAGE, '&continue=' + quote(token, safe='') if token else '')
        page = get(path + query)
        found = at(page, 'items')
        if not isinstance(found, list):
            # No list, which is for the conditions to tell; or gone, between two pages.
            return page
        items += [LEAN[path](item) if isinstance(item, dict) else item for item in found]
        token = at(page, 'metadata', 'continue')
        if not isinstance(token, str) or not token:
            return {'items': items}
