import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectFileName } from '../../../render/output/file-name.ts';

function named(kind: string, name: string, namespace?: string) {
  return { apiVersion: 'v1', kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
}

const anyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 });
const anyObject = fc
  .tuple(fc.constantFrom('Pod', 'MachineConfig'), anyName, anyName)
  .map(([kind, name, namespace]) => named(kind, name, namespace));

describe('the file name of an object', () => {
  it.each([
    [named('MachineConfig', '99-tdx'), 'machineconfig.99-tdx.yaml'],
    [named('ConfigMap', 'a.b', 'openshift-nfd'), 'configmap.openshift-nfd.a.b.yaml'],
    [named('ClusterRole', 'system:kata:x'), 'clusterrole.system_3akata_3ax.yaml'],
    [named('ClusterRole', 'system:katax'), 'clusterrole.system_3akatax.yaml'],
    [named('ClusterRole', 'Admin_ä'), 'clusterrole._41dmin_5f_c3_a4.yaml'],
    [named('Pod', 'c', 'a.b'), 'pod.a_2eb.c.yaml'],
    [named('Pod', '../../etc/passwd', '..'), 'pod._2e_2e..._2f.._2fetc_2fpasswd.yaml'],
  ])('of %j is %s', (object, name) => {
    expect(objectFileName(object)).toBe(name);
  });

  it('is cut with a digest when it is longer than 255 bytes, and only then', () => {
    const fits = objectFileName(named('Pod', 'a'.repeat(246)));
    const long = objectFileName(named('Pod', 'a'.repeat(247)));
    expect(fits).toBe(`pod.${'a'.repeat(246)}.yaml`);
    expect(long).toMatch(/^pod\.a{228}__[0-9a-f]{16}\.yaml$/);
    expect(long).toHaveLength(255);
  });

  it('differs for long names that differ at the end', () => {
    const [one, two] = ['x', 'y'].map((end) =>
      objectFileName(named('Pod', 'a'.repeat(252) + end, 'n'.repeat(63))),
    );
    expect(one).not.toBe(two);
  });

  it('can be a file name everywhere', () => {
    fc.assert(
      fc.property(anyObject, (object) => {
        expect(objectFileName(object)).toMatch(/^[a-z0-9_.-]{1,250}\.yaml$/);
      }),
    );
  });

  it('is shared by no two names of a kind', () => {
    // A small alphabet, so that near misses are likely.
    const name = fc.string({
      unit: fc.constantFrom('a', 'A', '.', '_', '4', '1', ':', 'ä'),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(name, name, name, name, (nameA, namespaceA, nameB, namespaceB) => {
        const same = nameA === nameB && namespaceA === namespaceB;
        const fileA = objectFileName(named('Pod', nameA, namespaceA));
        expect(fileA === objectFileName(named('Pod', nameB, namespaceB))).toBe(same);
      }),
      { numRuns: 5000 },
    );
  });
});
