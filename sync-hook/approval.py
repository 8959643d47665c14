"""The approval of InstallPlans: only of those that install a version which the profile pins, and nothing else.

`startingCSV` holds no version by itself: with automatic approval the newest follows at once, and with manual approval
each InstallPlan waits for somebody.
"""

from objects import at
from subscriptions import pinned, plan, plan_name, plan_path, unlike_pinned, versions
from verdict import Act, Change, Clause, wait


def _clause(name, holds):
    """Most InstallPlans are none that we approve, which is nothing to tell."""
    return Clause(name, lambda cluster, objects, found: None if holds(cluster, objects, found) else wait(''))


def _spec(objects, subscription, key):
    return at(plan(objects, subscription), 'spec', key)


def _only_pinned(cluster, objects, subscription):
    """One InstallPlan resolves all Subscriptions of a namespace, also those of others."""
    there = _spec(objects, subscription, 'clusterServiceVersionNames')
    ours = [pinned(other) for other in cluster['subscriptions'] if other['namespace'] == subscription['namespace']]
    return isinstance(there, list) and all(csv in ours for csv in there)


def _approved(_cluster, objects, subscription, _now):
    found = plan_name(objects, subscription)
    return Change(
        path=plan_path(subscription, found),
        body={'spec': {'approved': True}},
        reason='InstallPlan %s installs %s, which is pinned' % (found, pinned(subscription)),
    )


APPROVE = Act(
    name='approve',
    subjects=lambda cluster, objects: cluster['subscriptions'],
    clauses=(
        _clause('wanted', lambda cluster, objects, found: unlike_pinned(objects, found) != ''),
        _clause('manual', lambda cluster, objects, found: _spec(objects, found, 'approval') == 'Manual'),
        _clause('open', lambda cluster, objects, found: _spec(objects, found, 'approved') is False),
        _clause('has-pinned', lambda cluster, objects, found: pinned(found) in versions(plan(objects, found))),
        _clause('only-pinned', _only_pinned),
    ),
    make=_approved,
)
