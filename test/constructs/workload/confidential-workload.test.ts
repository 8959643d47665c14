import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { validateObject } from 'kube-strict/validation/validate.ts';
import { describe, expect, it } from 'vitest';
import { ConfidentialWorkload } from '../../../constructs/workload/confidential-workload.ts';
import type { ConfidentialWorkloadProps } from '../../../constructs/workload/confidential-workload-props.ts';
import { EncryptedVolumeAccess } from '../../../constructs/workload/encrypted-volume-access.ts';
import { confidentialPodTemplate } from '../../../constructs/workload/pod-template.ts';
import { WORKLOAD_KINDS } from '../../../constructs/workload/workload-kinds.ts';
import { readSealedSecret } from '../../../initdata/sealed-secret.ts';
import { judgePolicies, policyContext } from '../../../policy/index.ts';
import { INITDATA } from '../../cli/workload/support/workload.ts';
import { render } from '../support/render.ts';

const IMAGE = `registry.internal/app@sha256:${'0'.repeat(64)}`;
const LEAST: ConfidentialWorkloadProps = { name: 'app', namespace: 'shop', image: IMAGE, initdata: INITDATA };
const KINDS = WORKLOAD_KINDS;
const VOLUME = {
  size: '10Gi',
  storageClass: 'lvms-vg1',
  mountPath: '/data',
  passphrase: 'kbs:///default/app/passphrase',
  image: IMAGE,
};

/** What the tests look at. */
interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Spec;
}
interface Spec {
  readonly template?: object;
  readonly jobTemplate?: { readonly spec: { readonly template: object } };
  readonly volumeClaimTemplates?: readonly object[];
}

function workload(props: Partial<ConfidentialWorkloadProps>): Rendered[] {
  const all = { ...LEAST, ...(props.kind === 'CronJob' && { schedule: '0 3 * * *' }), ...props };
  return render((chart) => new ConfidentialWorkload(chart, 'workload', all)) as unknown as Rendered[];
}

function faults(objects: readonly object[]): string[] {
  const context = policyContext(objects);
  return objects.flatMap((object) =>
    [...validateObject(object, wholeCatalog).findings, ...judgePolicies(object, context)]
      .filter(({ severity }) => severity !== 'info')
      .map(({ rule, path, message }) => `${rule} ${path} ${message}`),
  );
}

describe('a confidential workload', () => {
  it.each(KINDS)('is taken by a server, and no policy has a word on it: %s', (kind) => {
    const objects = workload({ kind });
    expect(objects.map((object) => object.kind)).toEqual([kind]);
    expect(faults(objects)).toEqual([]);
  });

  it.each(KINDS.slice(1))(
    'has the same template whatever makes its pods, but for when they restart: %s',
    (kind) => {
      const { spec } = workload({ kind, gpus: 1, env: { MODE: 'x' } })[0] as Rendered;
      const restart = kind === 'Job' || kind === 'CronJob' ? 'Never' : 'Always';
      const template = confidentialPodTemplate({ ...LEAST, gpus: 1, env: { MODE: 'x' } }, restart);
      const comparable = JSON.parse(JSON.stringify(template).replaceAll('{"value":1}', '1'));
      expect(spec.template ?? spec.jobTemplate?.spec.template).toEqual(comparable);
    },
  );

  it('is another Job when it does something else, and the same one otherwise', () => {
    const name = (props: object) => workload({ kind: 'Job', ...props })[0]?.metadata.name;
    expect(name({})).toMatch(/^app-[0-9a-f]{8}$/);
    expect(name({})).toBe(name({}));
    expect(new Set([name({}), name({ args: ['x'] }), name({ initdata: 'H4sIAAAA' })]).size).toBe(3);
    expect(name({ name: 'a'.repeat(63) })?.length).toBe(63);
  });

  it('needs a schedule as a CronJob', () => {
    expect(() => workload({ kind: 'CronJob', schedule: undefined as never })).toThrow('has no schedule');
  });
});

describe('an encrypted volume', () => {
  const encrypted = (props: Partial<ConfidentialWorkloadProps>) =>
    workload({ encryptedVolume: VOLUME, command: ['serve'], args: ['--all'], ...props });
  const access = render(
    (chart) => new EncryptedVolumeAccess(chart, 'access', { workloads: [LEAST, { ...LEAST, name: 'b' }] }),
  );

  it.each(KINDS)('is a block device of its own, and taken by a server: %s', (kind) => {
    const objects = encrypted({ kind });
    const block = { volumeMode: 'Block', accessModes: ['ReadWriteOnce'], storageClassName: 'lvms-vg1' };
    if (kind === 'StatefulSet') {
      expect(objects[0]?.spec.volumeClaimTemplates).toMatchObject([
        { metadata: { name: 'luks-block' }, spec: block },
      ]);
    } else {
      expect(objects[0]).toMatchObject({ kind: 'PersistentVolumeClaim', spec: block });
      expect(JSON.stringify(objects[1])).toContain('"claimName":"app-encrypted"');
    }
    expect(faults([...objects, ...access])).toEqual([]);
  });

  it('has a passphrase that only a guest can get', () => {
    const text = JSON.stringify(encrypted({}));
    const sealed = /"name":"PASS","value":"([^"]+)"/.exec(text)?.[1] ?? '';
    expect(readSealedSecret(sealed)).toMatchObject({ provider: 'kbs', name: VOLUME.passphrase });
    expect(() => encrypted({ encryptedVolume: { ...VOLUME, passphrase: 'hunter2' } })).toThrow(RangeError);
  });

  it('is linked before the command, which follows in full, and not by a hook, which needs exec', () => {
    const { spec } = encrypted({})[1] as {
      spec: { containers?: readonly { command: readonly string[]; args: readonly string[] }[] };
    };
    const [shell, flag, script, zero, ...rest] = spec.containers?.[0]?.command ?? [];
    expect([shell, flag, zero]).toEqual(['/bin/sh', '-c', 'sh']);
    expect(script).toContain('exec "$@"');
    expect(rest).toEqual(['/data', 'serve']);
    expect(spec.containers?.[0]?.args).toEqual(['--all']);
    expect(JSON.stringify(spec)).not.toContain('postStart');
  });

  it('needs a command', () => {
    expect(() => encrypted({ command: undefined as never })).toThrow('needs a command');
  });

  it('gives its pods constraints without anything of the host, by an account each', () => {
    const [scc] = access.filter(({ kind }) => kind === 'SecurityContextConstraints');
    const strong = Object.entries(scc ?? {}).filter(([key, value]) => /^allow/.test(key) && value === true);
    expect(strong.map(([key]) => key).sort()).toEqual([
      'allowPrivilegeEscalation',
      'allowPrivilegedContainer',
    ]);
    expect(
      access.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name),
    ).toEqual(['app', 'b']);
    expect(JSON.stringify(encrypted({})[1])).toContain('"serviceAccountName":"app"');
  });
});
