"""Conditions: what must hold of the cluster, as named clauses that are judged one after the other."""

from typing import Callable, NamedTuple, Optional, Tuple

from objects import one_line

OK, WAIT, FATAL = 'ok', 'wait', 'fatal'


class Refusal(NamedTuple):
    """Why a clause does not hold."""

    state: str
    seen: str
    since: str = ''
    progress: str = ''
    """What changes when things move on, where `seen` also changes without."""


def wait(seen, since='', progress=''):
    """It may come to hold by itself, or once a person has done something."""
    return Refusal(WAIT, seen, since, progress)


def fatal(seen):
    """It will not come to hold by waiting."""
    return Refusal(FATAL, seen)


class Clause(NamedTuple):
    """A part of a condition: `judge(cluster, objects)` gives a refusal, or None when it holds."""

    name: str
    judge: Callable[..., Optional[Refusal]]


class Change(NamedTuple):
    """Something that the gate itself does to the cluster: a merge patch of the object at an API path."""

    path: str
    body: dict
    reason: str
    first: int = 0
    """Seconds that the condition must have been waiting."""
    every: int = 60
    """Seconds before the same change is made again."""


class Act(NamedTuple):
    """A change that is due for a subject (such as a subscription) of which no clause refuses it."""

    name: str
    subjects: Callable[..., list]
    clauses: Tuple[Clause, ...]
    """Here judged with `(cluster, objects, subject)`; a refusal says why the change is not made."""
    make: Callable[..., Change]
    """From `(cluster, objects, subject, now)`, `now` in seconds since 1970."""


class Condition(NamedTuple):
    """What must hold, and what has to be read to know it."""

    clauses: Tuple[Clause, ...]
    paths: Callable[[dict], list]
    """API paths to read."""
    follow: Callable[..., list] = lambda cluster, objects: []
    """API paths that are known only from what `paths` gave."""
    removes: Callable[[dict], list] = lambda cluster: []
    """API paths of objects that are taken away once, before anything is judged."""
    acts: Tuple[Act, ...] = ()
    after: Tuple[str, ...] = ()
    """Conditions of the same gate without which this one says nothing new: it is not looked at before they hold."""


class Verdict(NamedTuple):
    """What was found of a condition."""

    state: str
    seen: str = ''
    since: str = ''
    clause: str = ''
    progress: str = ''


def judge(condition, cluster, objects):
    """The first clause that does not hold decides. A defect of ours must not let a gate pass, and must not end it."""
    for clause in condition.clauses:
        try:
            refusal = clause.judge(cluster, objects)
        except Exception as error:  # pylint: disable=broad-except
            refusal = wait('defect of the gate program in clause %s: %r' % (clause.name, error))
        if refusal is not None:
            seen = one_line(refusal.seen)
            return Verdict(refusal.state, seen, one_line(refusal.since), clause.name, refusal.progress or seen)
    return Verdict(OK)


def due(condition, cluster, objects, now):
    """The changes that a condition asks for."""
    return [
        act.make(cluster, objects, subject, now)
        for act in condition.acts
        for subject in act.subjects(cluster, objects)
        if all(clause.judge(cluster, objects, subject) is None for clause in act.clauses)
    ]
