"""Holds a rollout until every condition of a gate is met, and keeps being met."""

from cluster import Forbidden, Unavailable
from objects import Objects, one_line
from report import Report
from verdict import OK, WAIT, Verdict, due, judge
from watch import Watch

PASSED, PERSISTENT, HOPELESS = 0, 1, 42
"""Exit codes: met; not met, and nothing changes any more; not met, and nothing will change by waiting."""

FORBIDDEN_AT_FIRST = 60
"""For so many seconds "forbidden" may just mean that the API server has not read its own roles yet."""


def _follow(condition, cluster, objects):
    """A defect here shows as one of the condition, which misses what it asked for."""
    try:
        return condition.follow(cluster, objects)
    except Exception:  # pylint: disable=broad-except
        return []


class Loop:
    """One run of a gate, on a `cluster`. `clock` tells and passes the time, `out` takes log lines."""

    def __init__(self, gate, data, table, cluster, clock, out, never_fails=False):
        self._never_fails = never_fails
        self._data, self._cluster, self._clock = data, cluster, clock
        self._wanted = {entry['id']: table.get(entry['id']) for entry in gate['conditions']}
        self._watch = Watch({entry['id']: entry for entry in [*gate['conditions'], data['access']]}, data['hold'])
        self._report = Report(gate, data['access'], clock, out)
        self._read_before = None
        self._forbidden_since = None
        self._changed = {}
        found = [condition.removes(data['cluster']) for condition in self._wanted.values() if condition is not None]
        self._to_remove = sorted({path for paths in found for path in paths})

    def run(self):
        """The exit code."""
        self._report.begins()
        if not self._wanted or None in self._wanted.values():
            self._report.line('refuses: gates.json asks for nothing, or for what this program does not know')
            return HOPELESS
        kept = 0
        while True:
            verdicts = self._look()
            kept = kept + 1 if verdicts and all(found.state == OK for found in verdicts.values()) else 0
            if kept >= self._data['hold']:
                self._report.passed()
                return PASSED
            code = self._end(verdicts)
            if code is not None:
                return code
            self._clock.sleep(self._data['poll'])

    def _look(self):
        """The verdicts of one reading; none when the API gave no answer."""
        try:
            self._remove()
            objects = self._read()
        except Unavailable as error:
            return self._without_answer(error)
        self._forbidden_since = None
        now = self._clock.now()
        verdicts = {'access': Verdict(OK), **self._judge(objects)}
        self._note(verdicts, now)
        for key in self._watch.open():
            self._act(key, objects, now)
        return verdicts

    def _remove(self):
        """Once, until the API has taken each."""
        while self._to_remove:
            self._cluster.delete(self._to_remove[0])
            self._report.line('has taken away ' + self._to_remove.pop(0))

    def _read(self):
        """Everything in one go, and then what only that tells about."""
        cluster, rules = self._data['cluster'], self._data['health']
        paths = sorted({path for condition in self._wanted.values() for path in condition.paths(cluster)})
        read = self._cluster.read(paths)
        objects = Objects(read, rules)
        more = {path for condition in self._wanted.values() for path in _follow(condition, cluster, objects)}
        unread = sorted(more - set(paths))
        return Objects({**read, **self._cluster.read(unread)}, rules) if unread else objects

    def _judge(self, objects):
        verdicts = {}
        for key, condition in self._wanted.items():
            open_first = [other for other in condition.after if other in verdicts and verdicts[other].state != OK]
            verdicts[key] = (
                Verdict(WAIT, clause='after') if open_first else judge(condition, self._data['cluster'], objects)
            )
        return verdicts

    def _without_answer(self, error):
        now = self._clock.now()
        if not isinstance(error, Forbidden):
            self._forbidden_since = None
        elif self._forbidden_since is None:
            self._forbidden_since = now
        if self._forbidden_since is None or now - self._forbidden_since < FORBIDDEN_AT_FIRST:
            self._read_before = None
            self._watch.unsure()
            self._report.unavailable(one_line(str(error)), now)
            return {}
        verdicts = {'access': Verdict(WAIT, one_line(str(error)), clause='access')}
        self._note(verdicts, now)
        return verdicts

    def _note(self, verdicts, now):
        """Time in which nothing could be read counts for no condition."""
        elapsed = 0 if self._read_before is None else now - self._read_before
        self._read_before = now
        self._watch.note(verdicts, elapsed, now)
        held = {key for key, found in verdicts.items() if found.state == OK}
        self._report.note(self._watch.open(), held, now)

    def _end(self, verdicts):
        if self._never_fails:
            return None
        for key in self._watch.hopeless():
            self._report.ends(key, 'refuses, since waiting does not change this', self._watch.open(), self._clock.now())
            return HOPELESS
        for key in self._watch.persistent():
            self._report.ends(key, 'gives up', self._watch.open(), self._clock.now())
            return PERSISTENT
        return None

    def _act(self, key, objects, now):
        try:
            changes = due(self._wanted[key], self._data['cluster'], objects, now)
        except Exception as error:  # pylint: disable=broad-except
            self._report.line('defect of the gate program in what %s changes: %r' % (key, error))
            return
        for change in changes:
            last = self._changed.get(change.path)
            if self._watch.waited(key) < change.first or (last is not None and now - last < change.every):
                continue
            self._changed[change.path] = now
            self._report.line('patches %s: %s' % (change.path, change.reason))
            try:
                self._cluster.patch(change.path, change.body)
            except Unavailable as error:
                self._report.line('could not patch %s: %s' % (change.path, one_line(str(error))))
