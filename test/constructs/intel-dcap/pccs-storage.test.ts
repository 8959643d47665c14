import { describe, expect, it } from 'vitest';
import {
  DATABASE_PATH,
  databaseVolume,
  selinuxLabeler,
} from '../../../constructs/intel-dcap/pccs-storage.ts';

describe('the volume of the PCCS database', () => {
  it('is a folder of the node, made when it is missing', () => {
    expect(databaseVolume({ type: 'host-path' })).toEqual({
      name: 'database',
      hostPath: { path: '/var/cache/pccs', type: 'DirectoryOrCreate' },
    });
  });

  it('or a volume claim, of whatever size and class', () => {
    const volume = { name: 'database', persistentVolumeClaim: { claimName: 'pccs-database' } };
    expect(databaseVolume({ type: 'persistent-volume-claim' })).toEqual(volume);
    expect(
      databaseVolume({ type: 'persistent-volume-claim', size: '5Gi', storageClass: 'lvms-vg1' }),
    ).toEqual(volume);
  });

  it('is where the document backs it up from', () => {
    expect(DATABASE_PATH).toBe('/var/cache/pccs');
  });
});

describe('the container that labels the folder of the node', () => {
  it('gives it the type that containers may write, without a shell', () => {
    expect(selinuxLabeler('registry.example.com/ubi@sha256:0')).toMatchObject({
      name: 'init-seclabel',
      image: 'registry.example.com/ubi@sha256:0',
      command: ['chcon', '-R', '-t', 'container_file_t', '/var/cache/pccs'],
      securityContext: { privileged: true, runAsUser: 0, runAsGroup: 0 },
      volumeMounts: [{ name: 'database', mountPath: '/var/cache/pccs' }],
    });
  });
});
