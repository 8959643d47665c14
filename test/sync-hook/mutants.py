"""Which changes of the conditions no test case notices: each clause left out once, and turned round once.

A case is {"id", "data", "objects", "expect": {"state", "seen": [texts]}}, or, about an act,
{"id", "data", "objects", "now", "act": name, "changes": [{"path", "body"}]}.
"""

from verdict import Clause, due, judge, wait


def survivors(table, cases, objects_of):
    """Number of mutants, and those under which every case comes out as expected."""
    by_id = {}
    for case in cases:
        by_id.setdefault(case['id'], []).append((case, objects_of(case)))
    mutants = [mutant for key, condition in table.items() for mutant in _mutants(key, condition)]
    alive = [
        name
        for key, name, mutant in mutants
        if all(_as_expected(mutant, case, objects) for case, objects in by_id.get(key, []))
    ]
    return len(mutants), alive


def _mutants(key, condition):
    yield from _mutants_of(key, key, condition.clauses, lambda clauses: condition._replace(clauses=clauses))
    for act in condition.acts:

        def with_act(clauses, act=act):
            return condition._replace(acts=(act._replace(clauses=clauses),))

        yield from _mutants_of(key, '%s/%s' % (key, act.name), act.clauses, with_act)


def _mutants_of(key, path, clauses, make):
    for place, clause in enumerate(clauses):
        others = clauses[:place], clauses[place + 1 :]
        yield key, '%s: %s left out' % (path, clause.name), make(others[0] + others[1])
        yield key, '%s: %s turned round' % (path, clause.name), make(others[0] + (_turned(clause),) + others[1])


def _turned(clause):
    def judge_turned(*arguments):
        return wait('turned round') if clause.judge(*arguments) is None else None

    return Clause(clause.name, judge_turned)


def _as_expected(condition, case, objects):
    cluster = case['data']['cluster']
    if 'act' in case:
        found = [{'path': change.path, 'body': change.body} for change in due(condition, cluster, objects, case['now'])]
        return found == case['changes']
    verdict = judge(condition, cluster, objects)
    return verdict.state == case['expect']['state'] and all(part in verdict.seen for part in case['expect']['seen'])
