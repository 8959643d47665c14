"""What the Operator Lifecycle Manager says of the operators that we subscribe to."""

import re

from objects import at, items, name, some, status_condition, text, texts
from paths import is_name, olm

CSV_NAME = re.compile(r'(.+?)\.v([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})')


def subscription_path(subscription):
    return olm(subscription['namespace'], 'subscriptions', subscription['name'])


def csv_path(subscription, csv):
    return olm(subscription['namespace'], 'clusterserviceversions', csv)


def plan_path(subscription, plan):
    return olm(subscription['namespace'], 'installplans', plan)


def state(objects, subscription):
    return objects.get(subscription_path(subscription))


def installed(objects, subscription):
    """Name of the ClusterServiceVersion that is installed; empty before."""
    found = text(state(objects, subscription), 'status', 'installedCSV')
    return found if is_name(found) else ''


def pinned(subscription):
    """A version is held only where somebody has to approve each."""
    return subscription.get('csv', '') if subscription['approval'] == 'Manual' else ''


def plan_name(objects, subscription):
    """The newest InstallPlan with the version that the Subscription goes to (operator-framework/api,
    operators/v1alpha1 `InstallPlanRef`). Of interest only where we may have to approve it."""
    reference = at(state(objects, subscription), 'status', 'installPlanRef')
    ours = pinned(subscription) and text(reference, 'namespace') == subscription['namespace']
    return text(reference, 'name') if ours and is_name(text(reference, 'name')) else ''


def plan(objects, subscription):
    found = plan_name(objects, subscription)
    return objects.get(plan_path(subscription, found)) if found else None


def versions(install_plan):
    return texts(install_plan, 'spec', 'clusterServiceVersionNames')


def not_installed(objects, subscription):
    """Why there is no version yet; empty when there is one. State AtLatestKnown is none that runs, and a condition is
    often passing, as when a catalog restarts."""
    if installed(objects, subscription):
        return ''
    reasons = [
        text(entry, 'message') or text(entry, 'reason')
        for entry in items(state(objects, subscription), 'status', 'conditions')
        if entry.get('status') == 'True'
    ]
    install_plan = plan(objects, subscription)
    if install_plan is not None:
        reasons.append('InstallPlan %s would install %s' % (name(install_plan), some(versions(install_plan)) or '?'))
    return ': '.join([subscription['name'] + ' is not installed', *filter(None, reasons)])


def unlike_pinned(objects, subscription):
    """Why the version is not the pinned one; empty when it is."""
    wanted, there = pinned(subscription), installed(objects, subscription)
    if not wanted or wanted == there:
        return ''
    return '%s is at %s, pinned is %s' % (subscription['name'], there or 'no version', wanted)


def newer_than_pinned(objects, subscription):
    """The manager never goes back: a later version stays until Git names it."""
    parts = CSV_NAME.fullmatch(pinned(subscription)), CSV_NAME.fullmatch(installed(objects, subscription))
    newer = all(parts) and parts[0].group(1) == parts[1].group(1) and _numbers(parts[1]) > _numbers(parts[0])
    return unlike_pinned(objects, subscription) + ', which is older' if newer else ''


def replaced_by(objects, subscription):
    """The version that is being installed in place of the one that is there; empty when none is. One that waits for
    approval is none: it may wait for ever (operator-framework/api, operators/v1alpha1/subscription_types.go)."""
    found, there = state(objects, subscription), installed(objects, subscription)
    coming = text(found, 'status', 'currentCSV')
    if coming in ('', there):
        return ''
    pending = status_condition(found, 'InstallPlanPending').get('reason')
    awaits_approval = pending == 'RequiresApproval' or pending is None and pinned(subscription) != ''
    begun = is_name(coming) and objects.get(csv_path(subscription, coming)) is not None
    return coming if begun or not awaits_approval else ''


def csv_paths(objects, subscription):
    """Of the version that is installed, and of one that may be about to take its place."""
    there = [installed(objects, subscription), text(state(objects, subscription), 'status', 'currentCSV')]
    return [csv_path(subscription, csv) for csv in there if is_name(csv)]


def _numbers(found):
    return [int(part) for part in found.groups()[1:]]
