"""The cluster, through the `oc` of the image."""

import json
import os
import subprocess
import time

from pages import LEAN, read_pages

ANSWER_WITHIN = 30
TRIES = 3


class Unavailable(Exception):
    """The API cannot tell at the moment: it is down, or slow, or its answer makes no sense."""


class Expired(Unavailable):
    """The API no longer knows the list of which a further page was asked for."""


class Forbidden(Unavailable):
    """The API says that the gate may not see this. So it does for a moment after it has started, too."""


def client():
    """The command to run; `OC` names another one than `oc`."""
    return os.environ.get('OC') or 'oc'


def failure(path, message):
    """What an error message of the client means: None for an object or an API that is not there, else what to raise.

    The client writes `Error from server (<reason>): ...` for the answers of a server that it could reach
    (kubectl, pkg/cmd/util/helpers.go `StandardErrorMessage`)."""
    for line in message.splitlines():
        if line.startswith('Error from server (NotFound)'):
            return None
        if line.startswith('Error from server (Forbidden)'):
            return Forbidden(line[len('Error from server (Forbidden): '):])
        if line.startswith(('Error from server (Expired)', 'Error from server (Gone)')):
            return Expired('%s: %s' % (path, line))
    return Unavailable('%s: %s' % (path, ' '.join(message.split()) or 'no message'))


class Cluster:
    """Reads and changes objects. Never with `--request-timeout`: inside a pod any flag about the connection makes the
    client forget the cluster that it runs in (seen with kubectl 1.34); the process is given a limit instead."""

    def read(self, paths):
        """The objects at API paths, by path; None for what is not there."""
        return {path: self._read(path) for path in paths}

    def patch(self, path, body):
        """A merge patch of one object."""
        parts = path.strip('/').split('/')
        group_version, rest = (parts[1:2], parts[2:]) if parts[0] == 'api' else (parts[1:3], parts[3:])
        namespace = ['--namespace', rest[1]] if rest[0] == 'namespaces' else []
        resource, name = rest[-2:]
        kind = '.'.join([resource] + group_version[::-1]) if len(group_version) == 2 else resource
        if self._run(path, ['patch', kind, name, *namespace, '--type', 'merge', '--patch', json.dumps(body)]) is None:
            raise Unavailable('%s is not there' % path)

    def delete(self, path):
        """Deletes one object, which need not be there."""
        self._run(path, ['delete', '--raw', path])

    def _read(self, path):
        """Long lists page by page. One that changes too fast for that is read again from its beginning."""
        if path not in LEAN:
            return self._get(path)
        for _ in range(TRIES):
            try:
                return read_pages(self._get, path)
            except Expired as error:
                expired = error
        raise expired

    def _get(self, path):
        answer = self._run(path, ['get', '--raw', path])
        if answer is None:
            return None
        try:
            found = json.loads(answer)
        except ValueError as error:
            raise Unavailable('%s: the answer is no JSON: %s' % (path, error)) from None
        if not isinstance(found, dict):
            raise Unavailable('%s: the answer is no object' % path)
        return found

    def _run(self, path, arguments):
        try:
            done = subprocess.run(
                [client(), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                timeout=ANSWER_WITHIN,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unavailable('%s: no answer within %d s' % (path, ANSWER_WITHIN)) from None
        except OSError as error:
            raise Unavailable('%s: %s' % (path, error)) from None
        if done.returncode == 0:
            return done.stdout.decode('utf-8', 'replace')
        problem = failure(path, done.stderr.decode('utf-8', 'replace'))
        if problem is not None:
            raise problem
        return None


class Clock:
    """The time of day, in seconds since 1970, but for jumps: a node that has just booted may set its clock."""

    def __init__(self):
        self._begin = time.time() - time.monotonic()

    def now(self):
        return self._begin + time.monotonic()

    def sleep(self, seconds):
        time.sleep(seconds)
