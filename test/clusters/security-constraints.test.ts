import { describe, expect, it } from 'vitest';
import { CLUSTERS, fieldsNamed, ofKind, syncedObjects } from './support/clusters.ts';

interface Container {
  readonly securityContext?: {
    readonly privileged?: boolean;
    readonly capabilities?: { readonly add?: readonly string[] };
  };
}

interface PodTemplate {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes: readonly Readonly<Record<string, unknown>>[];
  };
}

/** What a pod takes beyond any other, in the words of a SecurityContextConstraints. */
function needsOf({ spec }: PodTemplate): object {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const volumes = spec.volumes.flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
  return {
    allowHostDirVolumePlugin: volumes.includes('hostPath'),
    allowHostNetwork: spec.hostNetwork === true,
    allowPrivilegedContainer: containers.some(({ securityContext }) => securityContext?.privileged === true),
    allowedCapabilities: containers.flatMap(
      ({ securityContext }) => securityContext?.capabilities?.add ?? [],
    ),
    volumes: [...new Set(volumes)].sort(),
  };
}

const RESTRICTED = {
  allowHostDirVolumePlugin: false,
  allowHostNetwork: false,
  allowPrivilegedContainer: false,
  allowedCapabilities: [],
};

const WITH_TDX = CLUSTERS.filter(({ cluster }) => cluster.profile.tee === 'tdx');

describe.each(WITH_TDX)('of $name', ({ cluster }) => {
  const objects = syncedObjects(cluster);
  const ofAttestation = objects.filter(({ metadata }) => metadata.namespace === 'intel-dcap');
  // That of a SealedSecret is of no pod.
  const templates = (fieldsNamed(ofAttestation, 'template') as Partial<PodTemplate>[]).filter(
    (template): template is PodTemplate => template.spec !== undefined,
  );
  const { backup, tls } = cluster.profile.pccs;

  it('the security constraints allow each pod what it takes, and no more', () => {
    const all = templates.map((template) => [
      template.metadata.annotations['openshift.io/required-scc'],
      needsOf(template),
    ]);
    // OpenShift's own, the most restricted one.
    const needs = all.filter(([scc]) => scc !== 'restricted-v2');
    const allowed = ofKind(objects, 'SecurityContextConstraints').map((object) => {
      const { allowHostDirVolumePlugin, allowHostNetwork, allowPrivilegedContainer } = object;
      const { allowedCapabilities, volumes } = object;
      const rights = { allowHostDirVolumePlugin, allowHostNetwork, allowPrivilegedContainer };
      return [object.metadata.name, { ...rights, allowedCapabilities, volumes }];
    });
    expect(Object.fromEntries(allowed)).toEqual(Object.fromEntries(needs));
    expect(all).toHaveLength(2 + (backup === undefined ? 0 : 1) + (tls.source === 'secret' ? 0 : 1));
    const restricted = all.filter(([scc]) => scc === 'restricted-v2').map(([, need]) => need);
    for (const need of restricted) {
      const { volumes } = need as { readonly volumes: readonly string[] };
      expect(need).toEqual({ ...RESTRICTED, volumes });
      // Those that `restricted-v2` has for every account.
      const others = volumes.filter(
        (one) => !['configMap', 'emptyDir', 'persistentVolumeClaim'].includes(one),
      );
      expect(others).toEqual([]);
    }
  });
});
