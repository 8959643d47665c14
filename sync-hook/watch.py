"""How long each condition has been open, and whether it still makes sense to wait."""

from verdict import FATAL, OK


class Open:
    """A condition that does not hold."""

    def __init__(self):
        self.seen = ''
        self.since = ''
        self.first = 0
        self.waited = 0
        self.known = set()
        self.fatals = 0
        self.oks = 0


class Watch:
    """Follows the verdicts. What was seen once before is no progress: a node that comes and goes gets nowhere."""

    def __init__(self, entries, hold):
        self._entries = entries
        self._hold = hold
        self._open = {}

    def note(self, verdicts, elapsed, now):
        """Takes in one reading, `elapsed` seconds after the last one that told something."""
        for key, found in verdicts.items():
            if found.clause == 'after':
                self._open.pop(key, None)
            elif found.state == OK:
                self._note_ok(key)
            else:
                self._note_open(self._open.setdefault(key, Open()), found, elapsed, now)

    def _note_ok(self, key):
        if key in self._open:
            self._open[key].oks += 1
            self._open[key].fatals = 0
            if self._open[key].oks >= self._hold:
                del self._open[key]

    @staticmethod
    def _note_open(entry, found, elapsed, now):
        moved = found.progress not in entry.known
        entry.known.add(found.progress)
        entry.waited = 0 if moved else entry.waited + elapsed
        entry.first = now if entry.seen != found.seen else entry.first
        entry.seen, entry.since = found.seen, found.since
        entry.fatals = entry.fatals + 1 if found.state == FATAL else 0
        entry.oks = 0

    def unsure(self):
        """No reading: what was hopeless has to be seen again."""
        for entry in self._open.values():
            entry.fatals = 0

    def open(self):
        """What does not hold, by id, in the order of the gate."""
        return {key: self._open[key] for key in self._entries if key in self._open and self._open[key].oks == 0}

    def waited(self, key):
        """Seconds without progress of a condition that is open."""
        return self._open[key].waited

    def hopeless(self):
        """What will not mend itself. Seen several times in a row, since a status may be half written."""
        return [key for key, entry in self.open().items() if entry.fatals >= self._hold]

    def persistent(self):
        """What has not moved for longer than its patience."""
        return [key for key, entry in self.open().items() if entry.waited > self._entries[key]['patience']]
