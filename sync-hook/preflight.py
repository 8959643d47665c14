"""Whether the cluster is one on which the rollout can end well, before anything reboots."""

import re

from nodes import KNOWN, has_role, has_tee, listed, matches, searched_for_tee
from objects import items, name, some, text
from paths import CLUSTER_VERSION, KATA_CONFIGS, NODES, in_namespace, kata_config
from verdict import Clause, Condition, fatal, wait

VERSION = re.compile(r'([0-9]{1,6})\.([0-9]{1,6})\.([0-9]{1,6})(-[-.0-9A-Za-z]+)?(\+.*)?')


def _numbers(version):
    """Comparable; a pre-release comes before its release (semver.org, 11.3). None when it is no version."""
    found = VERSION.fullmatch(version)
    return [int(part) for part in found.groups()[:3]] + [0 if found.group(4) else 1] if found else None


def _installed(objects):
    """What runs: the newest update that was completed, first in the list. `status.desired` is only wanted
    (openshift/api, config/v1/types_cluster_version.go, `ClusterVersionStatus`)."""
    history = items(objects.get(CLUSTER_VERSION), 'status', 'history')
    done = [text(entry, 'version') for entry in history if entry.get('state') == 'Completed']
    return done[0] if done else ''


def _minimum(cluster, found):
    minimums = cluster['minimumOpenshift']
    own = [minimum for minimum in minimums if minimum[:2] == found[:2]]
    return (own or minimums)[0]


def _version_known(_cluster, objects):
    found = _installed(objects)
    if _numbers(found):
        return None
    return wait('ClusterVersion tells no update that is Completed in status.history: ' + (found or 'none'))


def _version_supported(cluster, objects):
    """The operator does not fail on an old cluster, it only makes no kata-cc, and resets the condition that says so
    (confidential_handler.go, `validateOCPVersion`)."""
    version = _installed(objects)
    found = _numbers(version)
    if found is None or found >= _minimum(cluster, found) + [1]:
        return None
    seen = 'OpenShift %s, needed %s' % (version, '.'.join(map(str, _minimum(cluster, found))))
    coming = text(objects.get(CLUSTER_VERSION), 'status', 'desired', 'version')
    if coming == version:
        return fatal(seen)
    return wait('%s; an update to %s is not completed' % (seen, coming or 'nothing'))


def _control_plane_not_selected(cluster, objects):
    """A control plane node stays in pool master, and KataConfig waits for it for ever (machine-config-operator,
    pkg/helpers/helpers.go; openshift_controller.go, `updateNodeLabels`)."""
    bad = [
        name(node)
        for node in listed(objects)
        if has_role(node, 'master') and has_role(node, 'worker') and matches(cluster['nodeSelector'], node)
    ]
    return fatal('control plane nodes that match the selector of KataConfig: ' + some(bad)) if bad else None


def _kata_configs_read(_cluster, objects):
    """Before the operator is installed the cluster does not serve them, which is fine."""
    if objects.get(KATA_CONFIGS) is None:
        return None
    found = objects.list(KATA_CONFIGS)
    return None if found is not None and all(map(name, found)) else wait('the list of KataConfigs is not readable')


def _single_kata_config(cluster, objects):
    """The webhook refuses a second one (api/v1/kataconfig_webhook.go, `ValidateCreate`)."""
    names = [name(found) for found in objects.list(KATA_CONFIGS) or []]
    others = [found for found in names if found not in ('', cluster['kataConfig'])]
    return fatal('another KataConfig exists: ' + some(others)) if others else None


def _feature_gates(cluster):
    return in_namespace('v1', cluster['operatorNamespace'], 'configmaps') + '/osc-feature-gates'


def _no_early_feature_gate(cluster, objects):
    """With `confidential` and without a node that has the TEE label each reconcile ends in an error, before the pool is
    made by which the nodes get it (openshift_controller.go, `Reconcile`; confidential_handler.go, `computeTEE`)."""
    enabled = text(objects.get(_feature_gates(cluster)), 'data', 'confidential') == 'true'
    labelled = any(has_tee(cluster, node) for node in searched_for_tee(cluster, objects))
    if not enabled or labelled or objects.get(kata_config(cluster)) is not None:
        return None
    return wait('ConfigMap osc-feature-gates enables confidential, and no node has label ' + cluster['tees']['label'])


CONDITIONS = {
    'openshift-version': Condition(
        clauses=(Clause('version-known', _version_known), Clause('version-supported', _version_supported)),
        paths=lambda cluster: [CLUSTER_VERSION],
    ),
    'control-plane-not-selected': Condition(
        clauses=(KNOWN, Clause('no-master-selected', _control_plane_not_selected)), paths=lambda cluster: [NODES]
    ),
    'single-kata-config': Condition(
        clauses=(
            Clause('kata-configs-read', _kata_configs_read),
            Clause('no-other-kata-config', _single_kata_config),
        ),
        paths=lambda cluster: [KATA_CONFIGS],
    ),
    'no-early-feature-gate': Condition(
        clauses=(KNOWN, Clause('feature-gate-later', _no_early_feature_gate)),
        paths=lambda cluster: [NODES, _feature_gates(cluster), kata_config(cluster)],
    ),
}
