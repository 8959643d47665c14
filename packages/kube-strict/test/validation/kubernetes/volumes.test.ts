import { describe } from 'vitest';
import { pod } from '../support/judge.ts';
import { accepts, refuses } from '../support/verdicts.ts';

const volumes = (...sources: object[]): object =>
  pod({}, { volumes: sources.map((source, index) => ({ name: `v${index}`, ...source })) });
const mounted = (mount: object, container: object = {}): object =>
  pod(
    { volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }], ...container },
    { volumes: [{ name: 'v' }] },
  );
const claim = { persistentVolumeClaim: { claimName: 'c' } };
const device = (fields: object, source: object = claim, container: object = {}): object =>
  pod(
    { volumeDevices: [{ name: 'v', devicePath: '/dev/v', ...fields }], ...container },
    { volumes: [{ name: 'v', ...source }] },
  );
const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const projected = (...sources: object[]): object => volumes({ projected: { sources } });

describe('a volume', () => {
  accepts({
    'no source, which is an empty directory': volumes({}),
    'sources of all kinds': volumes(
      { configMap: { name: 'c', defaultMode: 0o777, items: [{ key: 'k', path: 'a/b' }] } },
      { secret: { secretName: 's', optional: true } },
      { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
      { hostPath: { path: '/a', type: '' } },
      { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      { nfs: { server: 's', path: '/' } },
      { csi: { driver: 'Example.com' } },
      { image: { reference: 'i', pullPolicy: 'Always' } },
      { scaleIO: { gateway: 'g', system: 's', volumeName: 'v' } },
      { ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: claimSpec } } },
      claim,
    ),
    // pkg/api/pod/util.go, dropDisabledClusterTrustBundleProjection and dropDisabledPodCertificateProjection
    'sources that wait for a feature, and are dropped': projected(
      { clusterTrustBundle: {} },
      { podCertificate: {} },
    ),
    'several sources in one': projected(
      { serviceAccountToken: { path: 'token', expirationSeconds: 600 } },
      { configMap: { name: 'c', items: [{ key: 'k', path: 'k' }] } },
      {
        downwardAPI: {
          items: [{ path: 'd', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu' } }],
        },
      },
    ),
  });

  refuses({
    'no name': [volumes({ name: '' }), 'api/required /spec/volumes/0/name'],
    'a name that is no label': [volumes({ name: 'a.b' }), 'api/format /spec/volumes/0/name'],
    'the name of another': [volumes({ name: 'v' }, { name: 'v' }), 'api/duplicate /spec/volumes/1/name'],
    'two sources': [
      volumes({ emptyDir: {}, ...claim }),
      'api/forbidden /spec/volumes/0/persistentVolumeClaim',
    ],
    'a claim without a name': [
      volumes({ persistentVolumeClaim: { claimName: '' } }),
      'api/required /spec/volumes/0/persistentVolumeClaim/claimName',
    ],
    'a way up': [volumes({ hostPath: { path: '/a/../b' } }), 'api/format /spec/volumes/0/hostPath/path'],
    'another kind of path': [
      volumes({ hostPath: { path: '/a', type: 'Folder' } }),
      'api/enum /spec/volumes/0/hostPath/type',
    ],
    'a mode beyond files': [
      volumes({ configMap: { name: 'c', defaultMode: 0o1000 } }),
      'api/bounds /spec/volumes/0/configMap/defaultMode',
    ],
    'a file outside': [
      volumes({ secret: { secretName: 's', items: [{ key: 'k', path: '../a' }] } }),
      'api/format /spec/volumes/0/secret/items/0/path',
    ],
    'a file that hides what Kubernetes needs': [
      volumes({ secret: { secretName: 's', items: [{ key: 'k', path: '..data' }] } }),
      'api/format /spec/volumes/0/secret/items/0/path',
    ],
    'a negative size': [
      volumes({ emptyDir: { sizeLimit: '-1' } }),
      'api/bounds /spec/volumes/0/emptyDir/sizeLimit',
    ],
    'the address of a pod as a file': [
      volumes({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] } }),
      'api/enum /spec/volumes/0/downwardAPI/items/0/fieldRef/fieldPath',
    ],
    'a claim without a size': [
      volumes({ ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } }),
      'api/required /spec/volumes/0/ephemeral/volumeClaimTemplate/spec/resources/requests/storage',
    ],
    'a name of a claim to make': [
      volumes({ ephemeral: { volumeClaimTemplate: { metadata: { name: 'n' }, spec: claimSpec } } }),
      'api/forbidden /spec/volumes/0/ephemeral/volumeClaimTemplate/metadata/name',
    ],
    // ValidateTemplateObjectMeta, for which an empty list is not none
    'an empty list of owners of a claim to make': [
      volumes({ ephemeral: { volumeClaimTemplate: { metadata: { ownerReferences: [] }, spec: claimSpec } } }),
      'api/forbidden /spec/volumes/0/ephemeral/volumeClaimTemplate/metadata/ownerReferences',
    ],
    'a claim that another makes': [
      volumes(
        { ephemeral: { volumeClaimTemplate: { spec: claimSpec } } },
        { persistentVolumeClaim: { claimName: 'p-v0' } },
      ),
      'api/invalid-value /spec/volumes/1/persistentVolumeClaim/claimName',
    ],
    'a long portal for an initiator': [
      volumes({
        iscsi: {
          targetPortal: 'a'.repeat(62),
          lun: 0,
          iqn: 'eui.0123456789abcdef',
          initiatorName: 'eui.0123456789abcdef',
        },
      }),
      'api/length /spec/volumes/0/iscsi/targetPortal',
    ],
    'a token that ends at once': [
      projected({ serviceAccountToken: { path: 't', expirationSeconds: 599 } }),
      'api/bounds /spec/volumes/0/projected/sources/0/serviceAccountToken/expirationSeconds',
    ],
    'two sources in one of several': [
      projected({ secret: { name: 's' }, configMap: { name: 'c' } }),
      'api/invalid-value /spec/volumes/0/projected/sources/0',
    ],
    'two files of one path': [
      projected(
        { secret: { name: 's', items: [{ key: 'k', path: 'a' }] } },
        { configMap: { name: 'c', items: [{ key: 'k', path: 'a' }] } },
      ),
      'api/duplicate /spec/volumes/0/projected/sources/1/configMap/items/0/path',
    ],
  });
});

describe('a mount', () => {
  accepts({
    'part of a volume': mounted({ subPath: 'a/b' }),
    'an empty path of a part': mounted({ subPath: '', subPathExpr: '$(A)' }),
    'a way back for a privileged container': mounted(
      { mountPropagation: 'Bidirectional' },
      { securityContext: { privileged: true } },
    ),
    'all below read-only': mounted({ readOnly: true, recursiveReadOnly: 'Enabled' }),
  });

  const at = '/spec/containers/0/volumeMounts';
  refuses({
    'a volume that is not there': [mounted({ name: 'w' }), `api/not-found ${at}/0/name`],
    'no path': [mounted({ mountPath: '' }), `api/required ${at}/0/mountPath`],
    'a part outside': [mounted({ subPath: 'a/../..' }), `api/format ${at}/0/subPath`],
    'an absolute part': [mounted({ subPath: '/a' }), `api/format ${at}/0/subPath`],
    'a part by both ways': [mounted({ subPath: 'a', subPathExpr: 'b' }), `api/forbidden ${at}/0/subPathExpr`],
    'a way back': [mounted({ mountPropagation: 'Bidirectional' }), `api/forbidden ${at}/0/mountPropagation`],
    'an empty propagation': [mounted({ mountPropagation: '' }), `api/enum ${at}/0/mountPropagation`],
    'all below read-only, but not itself': [
      mounted({ recursiveReadOnly: 'IfPossible' }),
      `api/forbidden ${at}/0/recursiveReadOnly`,
    ],
    'the path of another': [
      pod(
        {
          volumeMounts: [
            { name: 'v', mountPath: '/v' },
            { name: 'v', mountPath: '/v' },
          ],
        },
        { volumes: [{ name: 'v' }] },
      ),
      `api/duplicate ${at}/1/mountPath`,
    ],
  });
});

describe('a device', () => {
  const at = '/spec/containers/0/volumeDevices/0';
  accepts({ 'a claim behind it': device({}) });
  refuses({
    'a directory behind it': [device({}, { emptyDir: {} }), `api/invalid-value ${at}/name`],
    'no path': [device({ devicePath: '' }), `api/required ${at}/devicePath`],
    'a way up': [device({ devicePath: '/dev/../v' }), `api/format ${at}/devicePath`],
    // validateHostUsers
    'users of its own': [
      pod(
        { volumeDevices: [{ name: 'v', devicePath: '/dev/v' }] },
        { hostUsers: false, volumes: [{ name: 'v', ...claim }] },
      ),
      'api/forbidden /spec/containers/0/volumeDevices',
    ],
    'its volume mounted as well': [
      device({}, claim, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
      `api/invalid-value ${at}/name`,
    ],
  });
});
