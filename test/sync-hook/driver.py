"""Runs parts of the gate program for tests: a JSON command on each line of stdin, JSON answers on stdout.

{"run": code, "data": .., "now": seconds}   runs a gate; meanwhile it asks, and the next line of stdin answers:
    {"read": [paths]}           <- {"objects": {path: object}} | {"unavailable": text} | {"forbidden": text}
                                   | {"changed": {path: object}}: all else as it was in this run
    {"sleep": seconds}          <- {"now": seconds, "same": bool}: whether nothing can have changed since the last reading | {"kill": true}, upon which {"killed": true} ends the run
    {"patch": {"path", "body"}} <- {"ok": true} | {"unavailable": text}
    {"delete": path}            <- {"ok": true} | {"unavailable": text}
    {"log": line}               no answer
  and at the end {"exit": code}
{"judge": [ids], "data", "objects"}         {"verdicts": {id: {"state", "seen", "since", "clause"}}}
{"changes": id, "data", "objects", "now"}   {"changes": [{"path", "body"}]}
{"paths": code, "data", "objects"}          {"paths": [..]}: what a gate reads
{"removes": code, "data"}                   {"paths": [..]}: what a gate takes away
{"health": kind, "rules", "object"}         {"status", "message"}
{"table": true}                             {"table": {id: {"clauses": [..], "acts": {name: [..]}, "after": [..]}}}
{"variants": [{"id", "edits": [{"path", "keys", "value"}]}], "data", "objects"}   {"held": [bool]}: without "value" the
    key is taken away
{"survivors": [cases]}                      {"mutants": count, "survivors": [text]}, see mutants.py
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', '..', 'sync-hook')]

import loop  # noqa: E402
from cluster import Forbidden, Unavailable  # noqa: E402
from conditions import CONDITIONS  # noqa: E402
from health import judge as judge_health  # noqa: E402
from mutants import survivors  # noqa: E402
from objects import Objects  # noqa: E402
from verdict import due, judge  # noqa: E402


class Killed(BaseException):
    """The pod of the gate is gone, without a word."""


def say(**message):
    print(json.dumps(message), flush=True)


def ask(**message):
    say(**message)
    answer = json.loads(sys.stdin.readline())
    if answer.get('kill'):
        raise Killed
    if 'forbidden' in answer:
        raise Forbidden(answer['forbidden'])
    if 'unavailable' in answer:
        raise Unavailable(answer['unavailable'])
    return answer


class AskedCluster:
    def __init__(self):
        self._known, self._fresh = {}, set()

    def read(self, paths):
        if not self._fresh.issuperset(paths):
            answer = ask(read=paths)
            there = answer['changed'] if 'changed' in answer else {path: answer['objects'].get(path) for path in paths}
            self._known.update(there)
            self._fresh.update(paths)
        return {path: self._known.get(path) for path in paths}

    def forget(self):
        """Whatever is read next has to be asked for."""
        self._fresh.clear()

    def patch(self, path, body):
        self.forget()
        ask(patch={'path': path, 'body': body})

    def delete(self, path):
        self.forget()
        ask(delete=path)


class AskedClock:
    def __init__(self, now, cluster):
        self._now, self._cluster = now, cluster

    def now(self):
        return self._now

    def sleep(self, seconds):
        answer = ask(sleep=seconds)
        self._now = answer['now']
        if not answer.get('same'):
            self._cluster.forget()


def remembering(judge_anew):
    """Most readings find the same objects, and a verdict depends on nothing else: judging them again was half of the time."""
    last = {}

    def remembered(condition, cluster, objects):
        read = objects._by_path  # pylint: disable=protected-access
        before, verdict = last.get(id(condition), (None, None))
        if before is None or read.keys() != before.keys() or any(before[path] is not read[path] for path in read):
            verdict = judge_anew(condition, cluster, objects)
            last[id(condition)] = read, verdict
        return verdict

    return remembered


def run(command):
    data = command['data']
    gate = next(gate for gate in data['gates'] if gate['code'] == command['run'])
    cluster = AskedCluster()
    clock = AskedClock(command.get('now', 0), cluster)
    never_fails = command.get('never_fails', False)
    loop.judge = remembering(judge)
    hold = loop.Loop(gate, data, CONDITIONS, cluster, clock, lambda line: say(log=line), never_fails)
    try:
        say(exit=hold.run())
    except Killed:
        say(killed=True)


class Everything(dict):
    """Whatever the case does not name is not there."""

    def __missing__(self, _path):
        return None


def objects_of(command):
    return Objects(Everything(command['objects']), command['data']['health'])


def answer_judge(command):
    cluster, objects = command['data']['cluster'], objects_of(command)
    verdicts = {key: judge(CONDITIONS[key], cluster, objects) for key in command['judge']}
    say(verdicts={key: found._asdict() for key, found in verdicts.items()})


def answer_changes(command):
    found = due(CONDITIONS[command['changes']], command['data']['cluster'], objects_of(command), command.get('now', 0))
    say(changes=[{'path': change.path, 'body': change.body} for change in found])


def answer_paths(command):
    cluster, objects = command['data']['cluster'], objects_of(command)
    gate = next(gate for gate in command['data']['gates'] if gate['code'] == command['paths'])
    wanted = [CONDITIONS[entry['id']] for entry in gate['conditions']]
    found = [[*condition.paths(cluster), *condition.follow(cluster, objects)] for condition in wanted]
    say(paths=sorted({path for paths in found for path in paths}))


def answer_removes(command):
    gate = next(gate for gate in command['data']['gates'] if gate['code'] == command['removes'])
    wanted = [CONDITIONS[entry['id']] for entry in gate['conditions']]
    say(paths=[path for condition in wanted for path in condition.removes(command['data']['cluster'])])


def answer_health(command):
    status, message = judge_health(command['rules'], command['object'])
    say(status=status, message=message)


def answer_table(_command):
    say(
        table={
            key: {
                'clauses': [clause.name for clause in condition.clauses],
                'acts': {act.name: [clause.name for clause in act.clauses] for act in condition.acts},
                'after': condition.after,
            }
            for key, condition in CONDITIONS.items()
        }
    )


def edited(value, keys, edit):
    """A copy that differs at one place; what is shared is never changed."""
    copy = list(value) if isinstance(value, list) else dict(value)
    if len(keys) > 1:
        there = copy[keys[0]] if isinstance(copy, list) else copy.get(keys[0]) or {}
        copy[keys[0]] = edited(there, keys[1:], edit)
    elif 'value' in edit:
        copy[keys[0]] = edit['value']
    elif isinstance(copy, list):
        del copy[keys[0]]
    else:
        copy.pop(keys[0], None)
    return copy


def answer_variants(command):
    cluster, rules, held = command['data']['cluster'], command['data']['health'], []
    for variant in command['variants']:
        objects = Everything(command['objects'])
        for edit in variant['edits']:
            objects[edit['path']] = edited(objects[edit['path']], edit['keys'], edit)
        held.append(judge(CONDITIONS[variant['id']], cluster, Objects(objects, rules)).state != 'ok')
    say(held=held)


def answer_survivors(command):
    count, found = survivors(CONDITIONS, command['survivors'], objects_of)
    say(mutants=count, survivors=found)


ANSWERS = {
    'run': run,
    'judge': answer_judge,
    'changes': answer_changes,
    'paths': answer_paths,
    'removes': answer_removes,
    'health': answer_health,
    'table': answer_table,
    'survivors': answer_survivors,
    'variants': answer_variants,
}

for line in sys.stdin:
    received = json.loads(line)
    next(answer for key, answer in ANSWERS.items() if key in received)(received)
