"""What the Operator Lifecycle Manager says of the operators that we subscribe to."""

import re

from objects import at, items, name, some, text, texts
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


def too_old(objects, subscription):
    """Why the version is not the pinned one; empty when it is, or when somebody has approved a later one: the manager
    never goes back."""
    wanted, there = pinned(subscription), installed(objects, subscription)
    if not wanted or wanted == there:
        return ''
    parts = CSV_NAME.fullmatch(wanted), CSV_NAME.fullmatch(there)
    if all(parts) and parts[0].group(1) == parts[1].group(1) and _numbers(parts[1]) > _numbers(parts[0]):
        return ''
    return '%s is at %s, pinned is %s' % (subscription['name'], there or 'no version', wanted)


def _numbers(found):
    return [int(part) for part in found.groups()[1:]]
