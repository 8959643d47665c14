import { describe } from 'vitest';
import { pod, podSpec } from '../support/judge.ts';
import { accepts, made, refuses } from '../support/verdicts.ts';

const spec = (fields: object): object => pod({}, fields);
const secured = (securityContext: object): object => pod({ securityContext });
const annotated = (annotations: object, fields: object = {}): object => pod({}, fields, { annotations });

describe('a pod', () => {
  accepts({
    'empty texts for what has a default': spec({ restartPolicy: '', dnsPolicy: '', priorityClassName: '' }),
    'how names are resolved': spec({
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['010.0.0.1'], searches: ['_a.b.', '.'], options: [{ name: 'o' }] },
      hostAliases: [{ ip: '::1', hostnames: ['a.b'] }],
    }),
    'what must be lifted first': spec({ schedulingGates: [{ name: 'example.com/a' }] }),
    'the operating system that it is for': spec({ os: { name: 'linux' } }),
    'a cost': annotated({ 'controller.kubernetes.io/pod-deletion-cost': '-5' }),
    'more than its containers': spec({ overhead: { cpu: '1', memory: '1Gi' }, runtimeClassName: 'kata' }),
    'claims of devices': pod(
      { resources: { claims: [{ name: 'a', request: 'r' }] } },
      { resourceClaims: [{ name: 'a', resourceClaimName: 'c' }] },
    ),
  });

  refuses({
    'no containers': [spec({ containers: [] }), 'api/required /spec/containers'],
    'a policy that does not exist': [spec({ restartPolicy: 'Sometimes' }), 'api/enum /spec/restartPolicy'],
    'no time': [spec({ activeDeadlineSeconds: 0 }), 'api/bounds /spec/activeDeadlineSeconds'],
    'an empty way to push others out': [
      spec({ preemptionPolicy: '' }),
      'api/required /spec/preemptionPolicy',
    ],
    'names of servers and no server': [spec({ dnsPolicy: 'None' }), 'api/required /spec/dnsConfig'],
    'four servers': [
      spec({ dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } }),
      'api/length /spec/dnsConfig/nameservers',
    ],
    'a server by its name': [
      spec({ dnsConfig: { nameservers: ['a'] } }),
      'api/format /spec/dnsConfig/nameservers/0',
    ],
    'a name with a dot': [spec({ hostname: 'a.b' }), 'api/format /spec/hostname'],
    'names that are none': [
      spec({ serviceAccountName: 'A', nodeName: 'A', runtimeClassName: '' }),
      'api/format /spec/serviceAccountName',
      'api/format /spec/nodeName',
      'api/format /spec/runtimeClassName',
    ],
    'a node before it is scheduled': [
      spec({ nodeName: 'n', schedulingGates: [{ name: 'a' }] }),
      'api/forbidden /spec/nodeName',
    ],
    'one gate twice': [
      spec({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }),
      'api/duplicate /spec/schedulingGates/1/name',
    ],
    'a condition that is none': [
      spec({ readinessGates: [{ conditionType: '' }] }),
      'api/format /spec/readinessGates/0/conditionType',
    ],
    'an operating system that nobody knows': [spec({ os: { name: 'plan9' } }), 'api/enum /spec/os/name'],
    'what another operating system has not': [
      spec({ os: { name: 'windows' }, securityContext: { runAsUser: 1 } }),
      'api/forbidden /spec/securityContext/runAsUser',
    ],
    'a cost that is no number': [
      annotated({ 'controller.kubernetes.io/pod-deletion-cost': '+5' }),
      'api/format /metadata/annotations/controller.kubernetes.io~1pod-deletion-cost',
    ],
    'other profiles in its annotations': [
      annotated(
        { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' },
        { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      ),
      'api/invalid-value /metadata/annotations/seccomp.security.alpha.kubernetes.io~1pod',
    ],
  });
});

describe('the security of a pod', () => {
  const at = '/spec/containers/0/securityContext';
  accepts({
    'a user, groups and no more rights': pod(
      {
        securityContext: {
          runAsUser: 2 ** 31 - 1,
          runAsNonRoot: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] },
          seccompProfile: { type: 'Localhost', localhostProfile: 'a/b.json' },
        },
      },
      {
        securityContext: {
          fsGroup: 0,
          supplementalGroups: [1],
          sysctls: [{ name: 'net/ipv4/a.b', value: '1' }],
        },
      },
    ),
    'a way to the kernel of its own': pod(
      { securityContext: { procMount: 'Unmasked' } },
      { hostUsers: false },
    ),
  });
  refuses({
    'a negative user': [secured({ runAsUser: -1 }), `api/bounds ${at}/runAsUser`],
    'a group beyond 31 bits': [
      spec({ securityContext: { fsGroup: 2 ** 31 } }),
      'api/bounds /spec/securityContext/fsGroup',
    ],
    'all rights and no more': [
      secured({ privileged: true, allowPrivilegeEscalation: false }),
      `api/forbidden ${at}/allowPrivilegeEscalation`,
    ],
    'no file of a profile': [
      secured({ seccompProfile: { type: 'Localhost' } }),
      `api/required ${at}/seccompProfile/localhostProfile`,
    ],
    'a file of no profile': [
      secured({ seccompProfile: { type: 'Unconfined', localhostProfile: 'a' } }),
      `api/forbidden ${at}/seccompProfile/localhostProfile`,
    ],
    'a profile that does not exist': [
      secured({ seccompProfile: { type: 'Default' } }),
      `api/enum ${at}/seccompProfile/type`,
    ],
    'the processes of the node and its own': [
      spec({ hostPID: true, shareProcessNamespace: true }),
      'api/forbidden /spec/shareProcessNamespace',
    ],
    'the network of the node and users of its own': [
      spec({ hostNetwork: true, hostUsers: false }),
      'api/forbidden /spec/hostNetwork',
    ],
    'a setting of the node': [
      spec({
        hostNetwork: true,
        securityContext: { sysctls: [{ name: 'net.ipv4.ip_forward', value: '1' }] },
      }),
      'api/invalid-value /spec/securityContext/sysctls/0/name',
    ],
    'one setting twice': [
      spec({
        securityContext: {
          sysctls: [
            { name: 'kernel.sem', value: '' },
            { name: 'kernel.sem', value: '' },
          ],
        },
      }),
      'api/duplicate /spec/securityContext/sysctls/1/name',
    ],
    'a change that waits for a feature': [
      spec({ securityContext: { seLinuxChangePolicy: 'MountOption' } }),
      'api/enum /spec/securityContext/seLinuxChangePolicy',
    ],
    'processes of a host in its own network': [
      secured({ windowsOptions: { hostProcess: true } }),
      'api/invalid-value /spec/hostNetwork',
    ],
  });
});

// Seen in k8s.io/kubernetes: plugin/pkg/admission/priority/admission.go and plugin/pkg/admission/runtimeclass/admission.go.
describe('what classes say of a pod', () => {
  const template = made('v1', 'PodTemplate', { template: { spec: podSpec({}, { priority: 5 }) } });
  accepts({
    'the priority of no class': spec({ priority: 0, preemptionPolicy: 'PreemptLowerPriority' }),
    'the priority of a class of the system': spec({
      priority: 2_000_001_000,
      priorityClassName: 'system-node-critical',
    }),
    'a priority beside its class': spec({
      priority: 5,
      preemptionPolicy: 'Never',
      priorityClassName: 'important',
    }),
    'an overhead beside its class': spec({ overhead: { cpu: 1 }, runtimeClassName: 'kata' }),
    'a priority in a template, of which no pod is made yet': template,
  });
  refuses({
    'a priority by itself': [spec({ priority: 5 }), 'api/forbidden /spec/priority'],
    'another priority than its class': [
      spec({ priority: 5, priorityClassName: 'system-cluster-critical' }),
      'api/forbidden /spec/priority',
    ],
    'a patience that its class has not': [
      spec({ preemptionPolicy: 'Never', priorityClassName: 'system-node-critical' }),
      'api/forbidden /spec/preemptionPolicy',
    ],
    'a patience by itself': [spec({ preemptionPolicy: 'Never' }), 'api/forbidden /spec/preemptionPolicy'],
    'an overhead by itself': [spec({ overhead: { cpu: 1 } }), 'api/forbidden /spec/overhead'],
  });
});
