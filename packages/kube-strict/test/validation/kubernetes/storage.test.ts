import { describe } from 'vitest';
import { accepts, made, refuses } from '../support/verdicts.ts';

const claim = (spec: object): object =>
  made('v1', 'PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
const volume = (spec: object, source: object = { nfs: { server: 's', path: '/' } }): object =>
  made('v1', 'PersistentVolume', {
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, ...source, ...spec },
  });

describe('a PersistentVolumeClaim', () => {
  accepts({
    'a class, or none': claim({ storageClassName: '', volumeMode: 'Block' }),
    'a source that is dropped': claim({ dataSource: { kind: 'Any', name: '' } }),
    'the same source twice': claim({
      dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' },
    }),
    'a source in another namespace, which is dropped': claim({ dataSourceRef: { namespace: 'n' } }),
    'a source of no kind, which is dropped': claim({ dataSource: { name: 'a' } }),
    'one pod, said twice': claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOncePod'] }),
  });
  refuses({
    'no way to use it': [claim({ accessModes: [] }), 'api/required /spec/accessModes'],
    'a way that does not exist': [claim({ accessModes: ['RWO'] }), 'api/enum /spec/accessModes/0'],
    'one pod and others': [
      claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
      'api/forbidden /spec/accessModes/0',
    ],
    'no size': [claim({ resources: {} }), 'api/required /spec/resources/requests/storage'],
    'a size of nothing': [
      claim({ resources: { requests: { storage: '0' } } }),
      'api/bounds /spec/resources/requests/storage',
    ],
    'an empty mode': [claim({ volumeMode: '' }), 'api/enum /spec/volumeMode'],
    'a source without a group': [
      claim({ dataSourceRef: { kind: 'VolumeSnapshot', name: 's' } }),
      'api/required /spec/dataSourceRef/apiGroup',
    ],
    'two sources': [
      claim({
        dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
      }),
      'api/invalid-value /spec/dataSourceRef',
    ],
    'an empty group beside none': [
      claim({
        dataSource: { apiGroup: '', kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' },
      }),
      'api/invalid-value /spec/dataSourceRef',
    ],
    'a source without a name': [
      claim({ dataSource: { kind: 'PersistentVolumeClaim' } }),
      'api/required /spec/dataSource/name',
    ],
  });
});

describe('a PersistentVolume', () => {
  const nodes = {
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] },
  };
  accepts({
    'a share': volume({ persistentVolumeReclaimPolicy: '' }),
    'a disk of a node': volume({ nodeAffinity: nodes }, { local: { path: '/a' } }),
    'a disk of Azure by its address': volume({}, { azureDisk: { diskName: 'd', diskURI: 'https://a' } }),
    'ScaleIO without a secret': volume({}, { scaleIO: { gateway: 'g', system: 's', volumeName: 'v' } }),
    'a driver': volume(
      { volumeAttributesClassName: 'fast' },
      { csi: { driver: 'd', volumeHandle: 'h', nodePublishSecretRef: { name: 's', namespace: 'n' } } },
    ),
  });
  refuses({
    'no source': [volume({}, {}), 'api/invalid-value /spec'],
    'two sources': [volume({ hostPath: { path: '/a' } }), 'api/forbidden /spec/nfs'],
    'a disk of any node': [volume({}, { local: { path: '/a' } }), 'api/required /spec/nodeAffinity'],
    // Without a kind the disk is Shared (AzureDiskVolumeSource in k8s.io/api core/v1).
    'a managed disk of Azure that does not say so': [
      volume({}, { azureDisk: { diskName: 'd', diskURI: '/subscriptions/a' } }),
      'api/format /spec/azureDisk/diskURI',
    ],
    'another capacity': [
      volume({ capacity: { storage: '1Gi', iops: 1 } }),
      'api/forbidden /spec/capacity/iops',
    ],
    'no handle for its driver': [
      volume({}, { csi: { driver: 'd', volumeHandle: '' } }),
      'api/required /spec/csi/volumeHandle',
    ],
    'a secret of no namespace': [
      volume({}, { csi: { driver: 'd', volumeHandle: 'h', nodePublishSecretRef: { name: 's' } } }),
      'api/required /spec/csi/nodePublishSecretRef/namespace',
    ],
    'the root of a node to clean': [
      volume({ persistentVolumeReclaimPolicy: 'Recycle' }, { hostPath: { path: '/a/..' } }),
      'api/format /spec/hostPath/path',
      'api/forbidden /spec/persistentVolumeReclaimPolicy',
    ],
    'attributes without a driver': [
      volume({ volumeAttributesClassName: 'fast' }),
      'api/forbidden /spec/volumeAttributesClassName',
    ],
    'a long name for an initiator': [
      volume(
        {},
        {
          iscsi: {
            targetPortal: 'a'.repeat(63),
            iqn: 'iqn.2001-04.com.example:a',
            lun: 0,
            initiatorName: 'iqn.2001-04.com.example:b',
          },
        },
      ),
      'api/length /spec/iscsi/targetPortal',
    ],
    'an initiator of no form': [
      volume({}, { iscsi: { targetPortal: 'a', iqn: 'com.example', lun: 0 } }),
      'api/format /spec/iscsi/iqn',
    ],
  });
});

describe('a StorageClass', () => {
  const storageClass = (fields: object): object =>
    made('storage.k8s.io/v1', 'StorageClass', { provisioner: 'Example.com/a', ...fields });
  const topology = (...labels: object[]): object => ({ matchLabelExpressions: labels });
  const zone = { key: 'zone', values: ['a', 'b'] };
  accepts({
    little: storageClass({ reclaimPolicy: '' }),
    'parameters and places': storageClass({
      parameters: { a: '' },
      volumeBindingMode: 'WaitForFirstConsumer',
      // ValidateTopologySelectorTerm asks nothing of the values but that they differ.
      allowedTopologies: [topology(zone), topology({ key: 'zone', values: ['c', 'd e'] })],
    }),
  });
  refuses({
    'no provisioner': [storageClass({ provisioner: '' }), 'api/required /provisioner'],
    'volumes to clean': [storageClass({ reclaimPolicy: 'Recycle' }), 'api/enum /reclaimPolicy'],
    'an empty mode': [storageClass({ volumeBindingMode: '' }), 'api/enum /volumeBindingMode'],
    'a parameter without a name': [
      storageClass({ parameters: { '': 'a' } }),
      'api/invalid-value /parameters/',
    ],
    'one place twice': [
      storageClass({ allowedTopologies: [topology(zone), topology({ key: 'zone', values: ['b', 'a'] })] }),
      'api/duplicate /allowedTopologies/1',
    ],
    'a place without values': [
      storageClass({ allowedTopologies: [topology({ key: 'zone', values: [] })] }),
      'api/required /allowedTopologies/0/matchLabelExpressions/0/values',
    ],
  });
});

describe('a VolumeAttributesClass', () => {
  accepts({
    parameters: made('storage.k8s.io/v1', 'VolumeAttributesClass', {
      driverName: 'd',
      parameters: { a: 'b' },
    }),
    // ValidateVolumeAttributesClass asks the same of it as of a provisioner.
    'a driver with a path': made('storage.k8s.io/v1', 'VolumeAttributesClass', {
      driverName: 'kubernetes.io/Disk',
      parameters: { a: 'b' },
    }),
  });
  refuses({
    none: [
      made('storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'd' }),
      'api/required /parameters',
    ],
  });
});

describe('a CSIDriver', () => {
  const driver = (spec: object, name = 'Driver.example.com'): object =>
    made('storage.k8s.io/v1', 'CSIDriver', { spec }, { name });
  accepts({
    'capitals in its name': driver({}),
    'nothing else': made('storage.k8s.io/v1', 'CSIDriver', {}),
    'a token for anybody': driver({ tokenRequests: [{}] }),
    tokens: driver({ tokenRequests: [{ audience: '' }, { audience: 'a', expirationSeconds: 600 }] }),
  });
  refuses({
    'a long name': [driver({}, 'a'.repeat(64)), 'api/metadata-name /metadata/name'],
    'one audience twice': [
      driver({ tokenRequests: [{ audience: 'a' }, { audience: 'a' }] }),
      'api/duplicate /spec/tokenRequests/1/audience',
    ],
    'a policy that does not exist': [driver({ fsGroupPolicy: 'Any' }), 'api/enum /spec/fsGroupPolicy'],
  });
});

describe('a CSINode', () => {
  const node = (...drivers: object[]): object => made('storage.k8s.io/v1', 'CSINode', { spec: { drivers } });
  accepts({
    'nothing else': made('storage.k8s.io/v1', 'CSINode', {}),
    'no drivers': made('storage.k8s.io/v1', 'CSINode', { spec: {} }),
    drivers: node({ name: 'a', nodeID: 'n', topologyKeys: ['zone'] }, { name: 'b', nodeID: 'n' }),
  });
  refuses({
    'one driver twice': [
      node({ name: 'a', nodeID: 'n' }, { name: 'a', nodeID: 'm' }),
      'api/duplicate /spec/drivers/1/name',
    ],
    'one key twice': [
      node({ name: 'a', nodeID: 'n', topologyKeys: ['z', 'z'] }),
      'api/duplicate /spec/drivers/0/topologyKeys/1',
    ],
  });
});

describe('a CSIStorageCapacity', () => {
  const capacity = (fields: object): object =>
    made('storage.k8s.io/v1', 'CSIStorageCapacity', { storageClassName: 'c', ...fields });
  accepts({ room: capacity({ capacity: '1Gi', nodeTopology: {} }) });
  refuses({ 'less than nothing': [capacity({ capacity: '-1' }), 'api/bounds /capacity'] });
});

describe('a VolumeAttachment', () => {
  const attachment = (source: object): object =>
    made('storage.k8s.io/v1', 'VolumeAttachment', { spec: { attacher: 'a', nodeName: 'n', source } });
  accepts({ 'a volume': attachment({ persistentVolumeName: 'v' }) });
  refuses({ none: [attachment({}), 'api/invalid-value /spec/source'] });
});
