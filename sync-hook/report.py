"""Log lines that can be understood at three in the morning: each says everything."""

import time

EVERY = 300


def clock_time(seconds):
    """RFC 3339, as the API writes times."""
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(seconds))


def duration(seconds):
    minutes = int(seconds // 60)
    if minutes >= 120:
        return '%d h %d min' % (minutes // 60, minutes % 60)
    return '%d min' % minutes if minutes else '%d s' % seconds


class Report:
    """Says what changes, repeats it every five minutes, and is silent otherwise."""

    def __init__(self, gate, access, clock, out):
        self._gate = gate
        self._entries = {entry['id']: entry for entry in [*gate['conditions'], access]}
        self._clock = clock
        self._out = out
        self._said = {}
        self._unanswered = None

    def line(self, message):
        self._out('%s %s %s' % (clock_time(self._clock.now()), self._gate['code'], message))

    def begins(self):
        self.line('begins: %s (%d conditions)' % (self._gate['title'], len(self._gate['conditions'])))

    def passed(self):
        self.line('passed: ' + self._gate['title'])

    def note(self, open_entries, held, now):
        """Says what is open now, and what holds that was."""
        if self._unanswered is not None:
            self.line('the API of the cluster answers again, after %s' % duration(now - self._unanswered))
            self._unanswered = None
            del self._said['']
        for key in [key for key in self._said if key in held]:
            del self._said[key]
            self.line('holds now: [%s] %s' % (key, self._entries[key]['demand']))
        for key, entry in open_entries.items():
            if self._is_news(key, entry.seen, now):
                patience = duration(self._entries[key]['patience'])
                self.line('waits (at most %s without a change): %s' % (patience, self._describe(key, entry, now)))

    def unavailable(self, message, now):
        """The API gives no answer, for which the gate waits without limit."""
        self._unanswered = now if self._unanswered is None else self._unanswered
        if self._is_news('', message, now):
            why = 'the API of the cluster gives no answer, which is normal while control plane nodes reboot'
            self.line('waits: %s; seen: %s; since %s' % (why, message, self._since(self._unanswered, now)))

    def ends(self, key, how, open_entries, now):
        """Everything that is open, and last, since the end of a log is what is shown of a pod, what decided."""
        for other in open_entries:
            if other != key:
                self.line('also open: ' + self._describe(other, open_entries[other], now))
        self.line('%s: %s' % (how, self._describe(key, open_entries[key], now)))

    def _is_news(self, key, message, now):
        said = self._said.get(key)
        if said is not None and said[0] == message and now - said[1] < EVERY:
            return False
        self._said[key] = (message, now)
        return True

    @staticmethod
    def _since(first, now):
        return '%s (%s)' % (clock_time(first), duration(now - first))

    def _describe(self, key, entry, now):
        wanted = self._entries[key]
        since = entry.since or self._since(entry.first, now)
        parts = key, wanted['demand'], entry.seen, since, wanted['check'], wanted['remedy']
        return '[%s] %s; seen: %s; since %s; look: %s; help: %s' % parts
