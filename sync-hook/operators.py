"""Whether the operators that bring our kinds are installed, and answer."""

from approval import APPROVE
from objects import at, going, items, labels, name, some, status_condition
from paths import CUSTOM_RESOURCES, in_namespace
from subscriptions import (
    csv_path,
    csv_paths,
    installed,
    newer_than_pinned,
    not_installed,
    plan_name,
    plan_path,
    replaced_by,
    state,
    subscription_path,
    unlike_pinned,
)
from verdict import Clause, Condition, fatal, wait

CSV = 'operators.coreos.com/ClusterServiceVersion'


def _follow(cluster, objects):
    found = []
    for subscription in cluster['subscriptions']:
        plan = plan_name(objects, subscription)
        found += csv_paths(objects, subscription)
        found += [plan_path(subscription, plan)] if plan else []
    return found


def _each(clause, complaint, refusal=wait):
    """A clause about each Subscription; `complaint(objects, subscription)` is empty when there is none."""

    def refuse(cluster, objects):
        found = [complaint(objects, subscription) for subscription in cluster['subscriptions']]
        return refusal('; '.join(filter(None, found))) if any(found) else None

    return Clause(clause, refuse)


def _missing(objects, subscription):
    return '' if state(objects, subscription) is not None else 'no Subscription ' + subscription['name']


def _not_succeeded(objects, subscription):
    status, message = objects.health(CSV, _csv(objects, subscription))
    csv = installed(objects, subscription)
    return '' if status == 'Healthy' else '%s: %s' % (csv or subscription['name'], message or status)


def _csv(objects, subscription):
    csv = installed(objects, subscription)
    return (csv and objects.get(csv_path(subscription, csv))) or {}


def _leaving(objects, subscription):
    return installed(objects, subscription) + ' is being deleted' if going(_csv(objects, subscription)) else ''


def _replaced(objects, subscription):
    coming = replaced_by(objects, subscription)
    return '%s is being replaced by %s' % (installed(objects, subscription), coming) if coming else ''


def _groups_path(namespace):
    return in_namespace('operators.coreos.com/v1', namespace, 'operatorgroups')


def _namespaces(cluster):
    return sorted({subscription['namespace'] for subscription in cluster['subscriptions']})


def _groups_read(cluster, objects):
    lists = {namespace: objects.list(_groups_path(namespace)) for namespace in _namespaces(cluster)}
    bad = [namespace for namespace, groups in lists.items() if groups is None or not all(map(name, groups))]
    return wait('the list of OperatorGroups is not readable in ' + some(bad)) if bad else None


def _one_group(cluster, objects):
    """With two of them no operator of the namespace is installed, and its Subscription does not say why
    (operator-lifecycle-manager, pkg/controller/operators/olm, `TooManyOperatorGroups`)."""
    found = {namespace: objects.list(_groups_path(namespace)) or [] for namespace in _namespaces(cluster)}
    bad = [
        '%d in %s (%s)' % (len(groups), namespace, some(map(name, groups)))
        for namespace, groups in found.items()
        if len(groups) > 1
    ]
    return wait('several OperatorGroups, of which there may be one: ' + '; '.join(bad)) if bad else None


def _definitions(clause, complaint, bad):
    """A clause about each definition, with `bad(definition)`."""

    def refuse(cluster, objects):
        found = [crd for crd in cluster['crds'] if bad(objects.get(CUSTOM_RESOURCES + '/' + crd))]
        return wait('%s: %s' % (complaint, some(found))) if found else None

    return Clause(clause, refuse)


def _not_served(found):
    """NamesAccepted is not True where another kind has the name (kubernetes, apiextensions)."""
    accepted = status_condition(found, 'NamesAccepted').get('status')
    return status_condition(found, 'Established').get('status') != 'True' or accepted not in (None, 'True')


def _terminating(found):
    return going(found) or status_condition(found, 'Terminating').get('status') not in (None, 'False')


def _endpoint_slices(cluster):
    return in_namespace('discovery.k8s.io/v1', cluster['operatorNamespace'], 'endpointslices')


def _answers(cluster, objects):
    """The webhook of KataConfig fails closed (api/v1/kataconfig_webhook.go), and its pod may begin to listen only
    after the operator has been called Succeeded."""
    service = cluster['webhookService']
    ready = [
        endpoint
        for part in objects.list(_endpoint_slices(cluster)) or []
        if labels(part).get('kubernetes.io/service-name') == service and not going(part)
        for endpoint in items(part, 'endpoints')
        if at(endpoint, 'conditions', 'ready') is True
    ]
    return None if ready else wait('Service %s has no ready endpoint' % service)


CONDITIONS = {
    'one-operator-group': Condition(
        clauses=(Clause('groups-read', _groups_read), Clause('one-group', _one_group)),
        paths=lambda cluster: [_groups_path(namespace) for namespace in _namespaces(cluster)],
    ),
    'operators-installed': Condition(
        clauses=(
            _each('subscribed', _missing),
            _each('installed', not_installed),
            _each('not-newer', newer_than_pinned, fatal),
            _each('pinned', unlike_pinned),
            _each('succeeded', _not_succeeded),
            _each('stays', _leaving),
            _each('not-replaced', _replaced),
        ),
        paths=lambda cluster: [subscription_path(subscription) for subscription in cluster['subscriptions']],
        follow=_follow,
        acts=(APPROVE,),
    ),
    'crds-established': Condition(
        clauses=(
            _definitions('established', 'not established', _not_served),
            _definitions('definitions-stay', 'being deleted', _terminating),
        ),
        paths=lambda cluster: [CUSTOM_RESOURCES + '/' + crd for crd in cluster['crds']],
        after=('operators-installed', 'operators-of-others'),
    ),
    'webhook-answers': Condition(
        clauses=(Clause('answers', _answers),),
        paths=lambda cluster: [_endpoint_slices(cluster)],
        after=('operators-installed', 'operators-of-others'),
    ),
}
