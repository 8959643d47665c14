"""Whether the operators that bring our kinds are installed, and answer."""

from approval import APPROVE
from objects import at, items, labels, some, status_condition
from paths import CUSTOM_RESOURCES, in_namespace
from subscriptions import (
    csv_path,
    installed,
    not_installed,
    plan_name,
    plan_path,
    state,
    subscription_path,
    too_old,
)
from verdict import Clause, Condition, wait

CSV = 'operators.coreos.com/ClusterServiceVersion'


def _follow(cluster, objects):
    found = []
    for subscription in cluster['subscriptions']:
        csv, plan = installed(objects, subscription), plan_name(objects, subscription)
        found += [csv_path(subscription, csv)] if csv else []
        found += [plan_path(subscription, plan)] if plan else []
    return found


def _each(clause, complaint):
    """A clause about each Subscription; `complaint(objects, subscription)` is empty when there is none."""

    def refuse(cluster, objects):
        found = [complaint(objects, subscription) for subscription in cluster['subscriptions']]
        return wait('; '.join(filter(None, found))) if any(found) else None

    return Clause(clause, refuse)


def _missing(objects, subscription):
    return '' if state(objects, subscription) is not None else 'no Subscription ' + subscription['name']


def _not_succeeded(objects, subscription):
    csv = installed(objects, subscription)
    status, message = objects.health(CSV, (csv and objects.get(csv_path(subscription, csv))) or {})
    return '' if status == 'Healthy' else '%s: %s' % (csv or subscription['name'], message or status)


def _established(cluster, objects):
    bad = [
        crd
        for crd in cluster['crds']
        if status_condition(objects.get(CUSTOM_RESOURCES + '/' + crd), 'Established').get('status') != 'True'
    ]
    return wait('not established: ' + some(bad)) if bad else None


def _endpoint_slices(cluster):
    return in_namespace('discovery.k8s.io/v1', cluster['operatorNamespace'], 'endpointslices')


def _answers(cluster, objects):
    """The webhook of KataConfig fails closed (api/v1/kataconfig_webhook.go), and its pod may begin to listen only
    after the operator has been called Succeeded."""
    service = cluster['webhookService']
    ready = [
        endpoint
        for part in objects.list(_endpoint_slices(cluster)) or []
        if labels(part).get('kubernetes.io/service-name') == service
        for endpoint in items(part, 'endpoints')
        if at(endpoint, 'conditions', 'ready') is True
    ]
    return None if ready else wait('Service %s has no ready endpoint' % service)


CONDITIONS = {
    'operators-installed': Condition(
        clauses=(
            _each('subscribed', _missing),
            _each('installed', not_installed),
            _each('pinned', too_old),
            _each('succeeded', _not_succeeded),
        ),
        paths=lambda cluster: [subscription_path(subscription) for subscription in cluster['subscriptions']],
        follow=_follow,
        acts=(APPROVE,),
    ),
    'crds-established': Condition(
        clauses=(Clause('established', _established),),
        paths=lambda cluster: [CUSTOM_RESOURCES + '/' + crd for crd in cluster['crds']],
        after=('operators-installed', 'operators-of-others'),
    ),
    'webhook-answers': Condition(
        clauses=(Clause('answers', _answers),),
        paths=lambda cluster: [_endpoint_slices(cluster)],
        after=('operators-installed', 'operators-of-others'),
    ),
}
