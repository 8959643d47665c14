"""API paths that the gates read or patch."""

import re

NAME = re.compile(r'[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?')

NODES = '/api/v1/nodes'
PODS = '/api/v1/pods'
CLUSTER_VERSION = '/apis/config.openshift.io/v1/clusterversions/version'
CUSTOM_RESOURCES = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
KATA_CONFIGS = '/apis/kataconfiguration.openshift.io/v1/kataconfigs'
MACHINE_CONFIGS = '/apis/machineconfiguration.openshift.io/v1/machineconfigs'
POOLS = '/apis/machineconfiguration.openshift.io/v1/machineconfigpools'
RUNTIME_CLASSES = '/apis/node.k8s.io/v1/runtimeclasses'
CLUSTER_POLICIES = '/apis/nvidia.com/v1/clusterpolicies'
SGX_DEVICE_PLUGINS = '/apis/deviceplugin.intel.com/v1/sgxdeviceplugins'


def in_namespace(group_version, namespace, resource):
    """Path of a namespaced list; the group is empty for core resources."""
    root = '/api/v1' if group_version == 'v1' else '/apis/' + group_version
    return '%s/namespaces/%s/%s' % (root, namespace, resource)


def olm(namespace, resource, name):
    """Path of an object of the Operator Lifecycle Manager."""
    return in_namespace('operators.coreos.com/v1alpha1', namespace, resource) + '/' + name


def kata_config(cluster):
    """Path of the KataConfig of the cluster."""
    return KATA_CONFIGS + '/' + cluster['kataConfig']


def pool(cluster):
    """Path of the MachineConfigPool that runs Kata."""
    return POOLS + '/' + cluster['pool']


def is_name(value):
    """Whether a value from the cluster can be a part of a path; anything else could lead elsewhere."""
    return NAME.fullmatch(value) is not None


def applied(wanted):
    """Path of an object that Git has."""
    root = ('/api/' if '/' not in wanted['apiVersion'] else '/apis/') + wanted['apiVersion']
    if 'namespace' in wanted:
        root += '/namespaces/' + wanted['namespace']
    return '%s/%s/%s' % (root, wanted['resource'], wanted['name'])


def definition(wanted):
    """Name of the definition of the kind of an object that Git has."""
    return '%s.%s' % (wanted['resource'], wanted['apiVersion'].split('/')[0])
