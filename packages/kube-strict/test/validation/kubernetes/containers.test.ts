import { describe } from 'vitest';
import { pod } from '../support/judge.ts';
import { accepts, refuses } from '../support/verdicts.ts';

const at = '/spec/containers/0';
const probe = (fields: object, kind = 'livenessProbe'): object => pod({ [kind]: fields });
const tcp = { tcpSocket: { port: 80 } };
const env = (...entries: object[]): object => pod({ env: entries });
const from = (valueFrom: object, value = ''): object => env({ name: 'A', value, valueFrom });
const sidecar = { name: 's', image: 'i', restartPolicy: 'Always' };

describe('a container', () => {
  accepts({
    'ports and names': pod({ ports: [{ containerPort: 80, name: 'http' }, { containerPort: 80 }] }),
    'empty texts for what has a default': pod({
      terminationMessagePolicy: '',
      imagePullPolicy: '',
      ports: [{ containerPort: 1, protocol: '' }],
    }),
    'a restart policy, which is dropped': pod({ restartPolicy: 'Never' }),
    'a policy for a resize': pod({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }),
    'the same port on the node by two protocols': pod({
      ports: [
        { containerPort: 53, hostPort: 53 },
        { containerPort: 53, hostPort: 53, protocol: 'UDP' },
      ],
    }),
    'an init container that goes on, with a probe': pod(
      {},
      { initContainers: [{ ...sidecar, startupProbe: tcp }] },
    ),
  });

  refuses({
    'no image': [pod({ image: '' }), `api/required ${at}/image`],
    'an image in blanks': [pod({ image: ' i' }), `api/invalid-value ${at}/image`],
    'a name that is no label': [pod({ name: 'A' }), `api/format ${at}/name`],
    'a policy that does not exist': [pod({ imagePullPolicy: 'always' }), `api/enum ${at}/imagePullPolicy`],
    'messages elsewhere': [
      pod({ terminationMessagePolicy: 'Log' }),
      `api/enum ${at}/terminationMessagePolicy`,
    ],
    'a port out of range': [
      pod({ ports: [{ containerPort: 65536 }] }),
      `api/bounds ${at}/ports/0/containerPort`,
    ],
    'a port without a number': [pod({ ports: [{ name: 'a' }] }), `api/required ${at}/ports/0/containerPort`],
    'a protocol that does not exist': [
      pod({ ports: [{ containerPort: 1, protocol: 'tcp' }] }),
      `api/enum ${at}/ports/0/protocol`,
    ],
    'a long name of a port': [
      pod({ ports: [{ containerPort: 1, name: 'a-very-long-name' }] }),
      `api/format ${at}/ports/0/name`,
    ],
    'two ports of one name': [
      pod({
        ports: [
          { containerPort: 1, name: 'a' },
          { containerPort: 2, name: 'a' },
        ],
      }),
      `api/duplicate ${at}/ports/1/name`,
    ],
    'a port of the node twice': [
      pod({
        ports: [
          { containerPort: 1, hostPort: 9 },
          { containerPort: 2, hostPort: 9 },
        ],
      }),
      `api/duplicate ${at}/ports/1/hostPort`,
    ],
    'another port of the node in its network': [
      pod({ ports: [{ containerPort: 1, hostPort: 2 }] }, { hostNetwork: true }),
      `api/invalid-value ${at}/ports/0/hostPort`,
    ],
    'the name of another': [
      pod({}, { initContainers: [{ name: 'c', image: 'i' }] }),
      'api/duplicate /spec/initContainers/0/name',
    ],
    'a probe in what ends by itself': [
      pod(
        {},
        { initContainers: [{ name: 's', image: 'i', readinessProbe: tcp, lifecycle: { preStop: tcp } }] },
      ),
      'api/forbidden /spec/initContainers/0/lifecycle',
      'api/forbidden /spec/initContainers/0/readinessProbe',
    ],
    'ephemeral containers from the start': [
      pod({}, { ephemeralContainers: [{ name: 'e', image: 'i' }] }),
      'api/forbidden /spec/ephemeralContainers',
    ],
  });
});

describe('a probe', () => {
  accepts({
    'a name for a port': probe({
      httpGet: { port: 'http', path: '/', httpHeaders: [{ name: 'X-A', value: 'b' }] },
    }),
    'one success': probe({ ...tcp, successThreshold: 1 }),
    'several successes for readiness': probe({ ...tcp, successThreshold: 2 }, 'readinessProbe'),
    'its own time to end': probe({ ...tcp, terminationGracePeriodSeconds: 1 }),
    'zeros for defaults': probe({ grpc: { port: 1 }, periodSeconds: 0, failureThreshold: 0 }),
  });

  refuses({
    'no action': [probe({}), `api/invalid-value ${at}/livenessProbe`],
    'two actions': [probe({ ...tcp, exec: { command: ['a'] } }), `api/invalid-value ${at}/livenessProbe`],
    'several successes for liveness': [
      probe({ ...tcp, successThreshold: 2 }),
      `api/bounds ${at}/livenessProbe/successThreshold`,
    ],
    'a negative number': [
      probe({ ...tcp, periodSeconds: -1 }),
      `api/bounds ${at}/livenessProbe/periodSeconds`,
    ],
    'no command': [probe({ exec: { command: [] } }), `api/required ${at}/livenessProbe/exec/command`],
    'a number as the name of a port': [
      probe({ tcpSocket: { port: '80' } }),
      `api/format ${at}/livenessProbe/tcpSocket/port`,
    ],
    'a scheme that does not exist': [
      probe({ httpGet: { port: 1, scheme: 'http' } }),
      `api/enum ${at}/livenessProbe/httpGet/scheme`,
    ],
    'a header with blanks': [
      probe({ httpGet: { port: 1, httpHeaders: [{ name: 'a b', value: '' }] } }),
      `api/format ${at}/livenessProbe/httpGet/httpHeaders/0/name`,
    ],
    'a time to end for readiness': [
      probe({ ...tcp, terminationGracePeriodSeconds: 1 }, 'readinessProbe'),
      `api/forbidden ${at}/readinessProbe/terminationGracePeriodSeconds`,
    ],
    'no time to end': [
      probe({ ...tcp, terminationGracePeriodSeconds: 0 }),
      `api/bounds ${at}/livenessProbe/terminationGracePeriodSeconds`,
    ],
  });
});

describe('the lifecycle of a container', () => {
  const lifecycle = (hooks: object, spec: object = {}): object => pod({ lifecycle: hooks }, spec);
  accepts({
    // SleepAction has no pointer, and none is a sleep of no time.
    'a sleep of no time': lifecycle({ preStop: { sleep: {} } }),
    'a sleep within the time to end': lifecycle({ preStop: { sleep: { seconds: 30 } } }),
    'a signal alone, which is dropped': pod(
      {},
      { initContainers: [{ name: 's', image: 'i', lifecycle: { stopSignal: 'SIGHUP' } }] },
    ),
  });
  refuses({
    'a longer sleep': [
      lifecycle({ preStop: { sleep: { seconds: 6 } } }, { terminationGracePeriodSeconds: 5 }),
      `api/bounds ${at}/lifecycle/preStop/sleep/seconds`,
    ],
    'nothing to do': [lifecycle({ postStart: {} }), `api/invalid-value ${at}/lifecycle/postStart`],
  });
});

describe('the environment of a container', () => {
  accepts({
    'names with dots, blanks and digits in front': env({ name: '1.A b' }, { name: '1.A b' }),
    'an empty value beside a reference': from({ fieldRef: { fieldPath: 'metadata.name' } }),
    'a label and an annotation': env(
      { name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a/b']" } } },
      { name: 'B', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['A.b/c']" } } },
    ),
    'a limit of another container': from({
      resourceFieldRef: { resource: 'limits.hugepages-2Mi', containerName: 'other', divisor: '1Mi' },
    }),
    'thousandths of a processor': from({ resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } }),
    'keys of elsewhere': env(
      { name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
      { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: '.k', optional: true } } },
    ),
    'whole maps': pod({
      envFrom: [{ configMapRef: { name: 'c' }, prefix: 'A_' }, { secretRef: { name: 's' } }],
    }),
    // validateConfigMapEnvSource and validateSecretEnvSource
    'maps whose names are checked like beginnings': pod({
      envFrom: [{ configMapRef: { name: 'c-' } }, { secretRef: { name: 's-' } }],
    }),
    'a file that waits for a feature, and is dropped': env({
      name: 'A',
      valueFrom: { fileKeyRef: {}, fieldRef: { fieldPath: 'metadata.name' } },
    }),
  });

  refuses({
    'no name': [env({ name: '' }), `api/required ${at}/env/0/name`],
    'an equals sign in a name': [env({ name: 'A=B' }), `api/format ${at}/env/0/name`],
    'a value and a reference': [
      from({ fieldRef: { fieldPath: 'metadata.name' } }, 'x'),
      `api/forbidden ${at}/env/0/valueFrom`,
    ],
    'no reference': [from({}), `api/invalid-value ${at}/env/0/valueFrom`],
    'two references': [
      from({ fieldRef: { fieldPath: 'spec.nodeName' }, secretKeyRef: { name: 's', key: 'k' } }),
      `api/invalid-value ${at}/env/0/valueFrom`,
    ],
    'a field that pods do not tell': [
      from({ fieldRef: { fieldPath: 'spec.restartPolicy' } }),
      `api/enum ${at}/env/0/valueFrom/fieldRef/fieldPath`,
    ],
    'all labels': [
      from({ fieldRef: { fieldPath: 'metadata.labels' } }),
      `api/enum ${at}/env/0/valueFrom/fieldRef/fieldPath`,
    ],
    'a key of what has none': [
      from({ fieldRef: { fieldPath: "metadata.name['a']" } }),
      `api/format ${at}/env/0/valueFrom/fieldRef/fieldPath`,
    ],
    'another version of pods': [
      from({ fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } }),
      `api/enum ${at}/env/0/valueFrom/fieldRef/apiVersion`,
    ],
    'a resource that containers do not tell': [
      from({ resourceFieldRef: { resource: 'limits.gpu' } }),
      `api/enum ${at}/env/0/valueFrom/resourceFieldRef/resource`,
    ],
    'a strange unit': [
      from({ resourceFieldRef: { resource: 'limits.memory', divisor: '2Mi' } }),
      `api/format ${at}/env/0/valueFrom/resourceFieldRef/divisor`,
    ],
    'a key that a map cannot have': [
      from({ configMapKeyRef: { name: 'c', key: '..k' } }),
      `api/format ${at}/env/0/valueFrom/configMapKeyRef/key`,
    ],
    'a file alone, which is dropped': [
      env({ name: 'A', valueFrom: { fileKeyRef: {} } }),
      `api/invalid-value ${at}/env/0/valueFrom`,
    ],
    'a map named by a dash': [
      pod({ envFrom: [{ configMapRef: { name: '-' } }] }),
      `api/format ${at}/envFrom/0/configMapRef/name`,
    ],
    'two maps in one': [
      pod({ envFrom: [{ configMapRef: { name: 'c' }, secretRef: { name: 's' } }] }),
      `api/invalid-value ${at}/envFrom/0`,
    ],
  });
});
