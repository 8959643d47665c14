"""Whether the configuration that the pool is going to holds what our MachineConfigs ask for.

Their names alone do not show it: a MachineConfig that was edited keeps its name, and until the renderer has seen the
edit (5 s, machine-config-operator, pkg/controller/render) the pool is up to date with the old content.
"""

import base64
from urllib.parse import unquote_to_bytes

from objects import at, items, text, texts
from paths import MACHINE_CONFIGS, is_name
from pool import EXISTS, expected_sources, paths, pool_of, sources, target
from verdict import Clause, Condition, wait


def _rendered_path(cluster, objects):
    """Only known from the pool."""
    found = target(pool_of(cluster, objects))
    return [MACHINE_CONFIGS + '/' + found] if is_name(found) else []


def _rendered(cluster, objects):
    path = _rendered_path(cluster, objects)
    return objects.get(path[0]) if path else None


def decode(source):
    """The bytes of a data URL (RFC 2397), base64 or percent-encoded; None when it is none."""
    head, comma, data = source.partition(',')
    if not head.lower().startswith('data:') or not comma:
        return None
    try:
        raw = unquote_to_bytes(data)
        return base64.b64decode(raw, validate=True) if head.lower().endswith(';base64') else raw
    except ValueError:
        return None


def _sources_rendered(cluster, objects):
    """The operator's own MachineConfig comes within seconds of KataConfig (openshift_controller.go, `createMc`)."""
    found = pool_of(cluster, objects)
    missing = [key for key in expected_sources(cluster) if key not in sources(found, 'spec')]
    return wait('%s does not hold %s' % (target(found) or 'no configuration', ', '.join(missing))) if missing else None


def _content_read(cluster, objects):
    if _rendered(cluster, objects) is not None:
        return None
    return wait('MachineConfig %s is not there' % (target(pool_of(cluster, objects)) or 'of the pool'))


def _arguments(cluster, objects):
    there = texts(_rendered(cluster, objects), 'spec', 'kernelArguments')
    wanted = [argument for found in cluster['machineConfigs'] for argument in found['kernelArguments']]
    missing = [argument for argument in wanted if argument not in there]
    return wait('kernel arguments not rendered yet: ' + ' '.join(missing)) if missing else None


def _files(clause, agree, complaint):
    """A clause about each file that our MachineConfigs write, with `agree(wanted, there)`."""

    def refuse(cluster, objects):
        files = items(_rendered(cluster, objects), 'spec', 'config', 'storage', 'files')
        there = {text(file, 'path'): file for file in files}
        wanted = [file for found in cluster['machineConfigs'] for file in found['files']]
        bad = [file['path'] for file in wanted if not agree(file, there.get(file['path']))]
        return wait('%s: %s' % (complaint, ', '.join(bad))) if bad else None

    return Clause(clause, refuse)


def _same_bytes(wanted, there):
    found = decode(text(there, 'contents', 'source'))
    return found is not None and found == decode(wanted['source'])


def _extension(cluster, objects):
    """The packages of Kata; without them the handlers of the runtime classes are missing on the nodes."""
    wanted = cluster['operatorMachineConfig']['extension']
    there = texts(_rendered(cluster, objects), 'spec', 'extensions')
    return None if wanted in there else wait('extension %s is not rendered yet' % wanted)


CONDITIONS = {
    'pool-rendered': Condition(
        clauses=(
            EXISTS,
            Clause('sources', _sources_rendered),
            Clause('content-read', _content_read),
            Clause('kernel-arguments', _arguments),
            _files('file-bytes', _same_bytes, 'files whose new content is not rendered yet'),
            _files('file-modes', lambda wanted, there: at(there, 'mode') == wanted['mode'], 'modes not rendered yet'),
            _files(
                'file-plain',
                lambda _wanted, there: at(there, 'contents', 'compression') in (None, ''),
                'files that are rendered compressed',
            ),
            Clause('extension', _extension),
        ),
        paths=paths,
        follow=_rendered_path,
        after=('pool-exists',),
    ),
}
