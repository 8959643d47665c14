"""Which nodes a rollout is about, and whether they can run Kata and offer the TEE."""

import re

from objects import going, labels, mapping, name, some, status_condition
from paths import NODES
from verdict import Clause, Condition, fatal, wait

ROLE = 'node-role.kubernetes.io/'
KATA_LABEL = 'feature.node.kubernetes.io/runtime.kata'
"""Set by our NodeFeatureRule; the operator looks for it (openshift_controller.go, `checkNodeEligibility`)."""
QUANTITY = re.compile(r'([0-9]{1,18})(\.[0-9]{1,9})?([kMGTPE]|[KMGTPE]i)?')


def has_role(node, role):
    return ROLE + role in labels(node)


def matches(wanted, node):
    """matchLabels; nothing wanted matches every node."""
    return all(labels(node).get(key) == value for key, value in wanted.items())


def converged(cluster):
    """Whether the control plane nodes are the workers: then the operator uses pool `master` and ignores the selector
    of KataConfig (openshift_controller.go, `checkConvergedCluster`, `getKataConfigNodeSelectorAsLabelSelector`)."""
    return cluster['pool'] == 'master'


def eligible(cluster, node):
    """Whether the operator takes the node's word that it can run Kata."""
    return not cluster['checkNodeEligibility'] or labels(node).get(KATA_LABEL) == 'true'


def selected(cluster, node):
    """The operator labels workers that match the selector (`updateNodeLabels`); a control plane node never leaves pool
    master, whatever its labels (machine-config-operator, pkg/helpers/helpers.go)."""
    if converged(cluster):
        return has_role(node, 'master')
    in_master = has_role(node, 'master') and cluster['deploymentMode'] != 'DaemonSet'
    return has_role(node, 'worker') and not in_master and matches(cluster['nodeSelector'], node)


def in_pool(cluster, node):
    """The nodes of the pool that runs Kata, or those that the operator treats like it where it makes no pool."""
    if not has_role(node, cluster['pool']):
        return False
    return converged(cluster) or cluster['deploymentMode'] == 'DaemonSet' or not has_role(node, 'master')


def listed(objects):
    """Every node; none when the list could not be read, which the clause below tells."""
    return objects.list(NODES) or []


def pool_nodes(cluster, objects):
    return [node for node in listed(objects) if in_pool(cluster, node)]


def candidates(cluster, objects):
    """One that is being deleted takes no part any more."""
    return [
        node
        for node in listed(objects)
        if selected(cluster, node) and eligible(cluster, node) and not going(node)
    ]


def positive(node, resource):
    """Whether a node has some of a resource to give: a Kubernetes quantity of at least one."""
    found = QUANTITY.fullmatch(str(mapping(node, 'status', 'allocatable').get(resource, '')))
    return found is not None and int(found.group(1)) > 0


def each(clause, choose, holds, complaint):
    """A clause that holds when each of the chosen nodes does what `holds(cluster, node)` says."""

    def refuse(cluster, objects):
        bad = [name(node) for node in choose(cluster, objects) if not holds(cluster, node)]
        return wait('%s: %s' % (complaint(cluster), some(bad))) if bad else None

    return Clause(clause, refuse)


def enough(clause, choose, what):
    """A clause that holds when at least the expected nodes are there, of which there is at least one."""

    def refuse(cluster, objects):
        found = [name(node) for node in choose(cluster, objects)]
        wanted = max(cluster['expectedNodes'], 1)
        if len(found) >= wanted:
            return None
        return wait('%d of %d nodes %s: %s' % (len(found), wanted, what(cluster), some(found) or 'none'))

    return Clause(clause, refuse)


def _known(_cluster, objects):
    if not listed(objects):
        return wait('the cluster shows no nodes')
    whole = all(name(node) and labels(node) for node in listed(objects))
    return None if whole else wait('a node without labels or name')


KNOWN = Clause('nodes-known', _known)


def has_tee(cluster, node):
    return labels(node).get(cluster['tees']['label']) == 'true'


def searched_for_tee(cluster, objects):
    """Where the operator looks for a TEE: on every node that matches, whatever its role (confidential_handler.go,
    `computeTEE`)."""
    return [
        node
        for node in listed(objects)
        if (has_role(node, 'master') if converged(cluster) else matches(cluster['nodeSelector'], node))
        and eligible(cluster, node)
    ]


def _one_tee(cluster, objects):
    """The operator refuses a cluster with two kinds (`computeTEE`)."""
    bad = [
        '%s carries %s' % (name(node), label)
        for node in searched_for_tee(cluster, objects)
        for label in cluster['tees']['otherLabels']
        if labels(node).get(label) == 'true'
    ]
    return fatal('the cluster is set up for %s, but %s' % (cluster['tees']['label'], some(bad))) if bad else None


def _candidates_with_tee(cluster, objects):
    return [node for node in candidates(cluster, objects) if has_tee(cluster, node)]


def _condition(*clauses):
    return Condition(clauses=(KNOWN,) + clauses, paths=lambda cluster: [NODES])


CONDITIONS = {
    'nodes-eligible': _condition(
        enough('enough-candidates', candidates, lambda cluster: 'that are selected can run Kata'),
    ),
    'one-tee': _condition(Clause('no-other-tee', _one_tee)),
    'nodes-have-tee': _condition(
        enough('enough-with-tee', _candidates_with_tee, lambda cluster: 'carry ' + cluster['tees']['label']),
    ),
}
