import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { profileText } from '../profiles/profile-text.ts';
import { contentsOf, fill } from '../render/output/support/contents.ts';
import { buildWithKustomize, hasKubectl } from '../render/output/support/kubectl.ts';
import { objectsIn } from './support/built-in.ts';
import { type Ended, runProgram } from './support/program.ts';

const COMBINATIONS = ['tdx', 'snp'].flatMap((tee) =>
  ['none', 'nvidia'].flatMap((gpu) =>
    ['multi-node', 'compact', 'single-node'].map(
      (topology) => [`${tee}-${gpu}-${topology}`, { tee, gpu, topology }] as const,
    ),
  ),
);
type Axes = (typeof COMBINATIONS)[number][1];

const folder = mkdtempSync(`${tmpdir()}/combinations-`);
let ended: Ended;
let written: Record<string, string>;

beforeAll(() => {
  fill(
    `${folder}/profiles`,
    Object.fromEntries(COMBINATIONS.map(([name, axes]) => [`${name}.yaml`, textOf(axes)])),
  );
  ended = runProgram(['synth'], { cwd: folder });
  written = contentsOf(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The shortest profile of a combination, with a pod that uses all of it. */
function textOf(axes: Axes): string {
  const image = `registry.example.com/app@sha256:${'0'.repeat(64)}`;
  return profileText({
    ...axes,
    nodes: axes.topology === 'multi-node' ? '{ expected: 2 }' : undefined,
    pccs: axes.tee === 'tdx' ? '{ node: control-plane-0.example.com }' : undefined,
    workloads: `[{ name: app, image: "${image}", gpus: ${axes.gpu === 'nvidia' ? 1 : 0} }]`,
  });
}

/** The files of a profile whose path ends in that way. */
function filesOf(name: string, end: RegExp): string[] {
  return Object.keys(written).filter((path) => path.startsWith(`dist/${name}/`) && end.test(path));
}

describe('synth of every combination of TEE, GPU and topology', () => {
  it('renders and accepts all twelve', () => {
    const files = Object.keys(written).filter((path) => path.startsWith('dist/')).length;
    const stdout = `dist: ${files} written, 0 unchanged, 0 removed\n`;
    expect(ended).toEqual({ status: 0, stdout, stderr: '' });
    expect(COMBINATIONS).toHaveLength(12);
  });

  it.each(COMBINATIONS)('renders for %s what each axis asks for', (name, { tee, gpu, topology }) => {
    const one = (yes: boolean) => (yes ? 1 : 0);
    expect(filesOf(name, /\/clusterpolicy\.[\w-]+\.yaml$/)).toHaveLength(one(gpu === 'nvidia'));
    expect(filesOf(name, /\/daemonset\.intel-dcap\.tdx-qgs\.yaml$/)).toHaveLength(one(tee === 'tdx'));
    const machineConfigs = filesOf(name, /\/machineconfig\.[\w-]+\.yaml$/);
    const ours = one(gpu === 'nvidia') + one(tee === 'tdx');
    const markers = machineConfigs.filter((path) => path.includes('/machineconfig.99-zz-coco-'));
    expect(machineConfigs).toHaveLength(ours + markers.length);
    // For Argo CD, and for Flux.
    expect(markers.map((path) => path.includes('/flux/')).sort()).toEqual([false, true]);
    const pool = topology === 'multi-node' ? 'kata-oc' : 'master';
    for (const path of machineConfigs) {
      expect(written[path]).toContain(`    machineconfiguration.openshift.io/role: ${pool}\n`);
    }
    const [pod = ''] = filesOf(name, /\/pod\.confidential-workloads\.app\.yaml$/);
    expect(written[pod]).toContain(
      `  runtimeClassName: ${gpu === 'nvidia' ? 'kata-cc-nvidia-gpu' : 'kata-cc'}\n`,
    );
  });

  it.skipIf(!hasKubectl).each(['tdx-nvidia-multi-node', 'snp-none-compact', 'tdx-none-single-node'])(
    'gives %s, which kustomize builds, every object once (skipped without kubectl)',
    (name) => {
      const objects = objectsIn(buildWithKustomize(`${folder}/dist/${name}`)) as KubernetesObject[];
      const built = objects.map(({ kind }) => kind.toLowerCase()).sort();
      const kinds = filesOf(name, /^dist\/[\w-]+\/\d\d-[\w-]+\/(?!kustomization\.yaml$)[^/]+$/).map(
        (path) => path.split('/').at(-1)?.split('.')[0],
      );
      expect(built).toEqual(kinds.sort());
    },
  );
});
