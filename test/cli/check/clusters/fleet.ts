/** Files of one cluster, by name. */
export type ClusterFiles = Readonly<Record<string, string>>;

/** How a cluster is, and whether it has a KataConfig. */
export const STATES = ['sound', 'without order', 'dead-lock', 'two KataConfigs', 'without Kata'] as const;
export type State = (typeof STATES)[number];

/** MachineConfig, feature gates and KataConfig of a cluster, as the rules on several objects look at them. */
export function filesOf(name: string, state: State): ClusterFiles {
  const wave = (number: number) =>
    state === 'without order' ? '' : `, annotations: {argocd.argoproj.io/sync-wave: "${number}"}`;
  const kata = (own: string) =>
    `apiVersion: kataconfiguration.openshift.io/v1\nkind: KataConfig\nmetadata: {name: ${own}${wave(40)}}\nspec: {}\n`;
  return {
    'gates.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: osc-feature-gates, namespace: openshift-sandboxed-containers-operator${wave(state === 'dead-lock' ? 10 : 60)}}
data: {confidential: "true", deploymentMode: MachineConfig}
`,
    ...(state !== 'without Kata' && { 'kata.yaml': kata(name) }),
    ...(state === 'two KataConfigs' && { 'kata2.yaml': kata(`${name}-2`) }),
  };
}

/** What all clusters have, alike in each. */
export const MACHINE_CONFIG = `apiVersion: machineconfiguration.openshift.io/v1
kind: MachineConfig
metadata: {name: 99-tdx, labels: {machineconfiguration.openshift.io/role: kata-oc}}
spec: {config: {ignition: {version: 3.2.0}}, kernelArguments: [kvm_intel.tdx=1]}
`;

/** A way to keep several clusters in one tree. */
export interface Layout {
  /** Whether the tree says what a cluster is also of one that has no KataConfig. */
  readonly tellsAll: boolean;
  /** The files of one of the clusters; those that are the same for each are shared. */
  readonly place: (name: string, files: ClusterFiles) => ClusterFiles;
}

const below = (folder: string, files: ClusterFiles): ClusterFiles =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
const withMachineConfig = (files: ClusterFiles) => ({ ...files, 'mc.yaml': MACHINE_CONFIG });
const kustomization = (paths: readonly string[]) => `resources: [${paths.join(', ')}]\n`;
const application = (name: string, path: string, destination: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec: {project: default, destination: {${destination}}, source: {repoURL: https://git.corp.internal/a.git, path: ${path}}, syncPolicy: {retry: {limit: -1}}}\n`;
const LOCAL = 'server: https://kubernetes.default.svc';
const flux = (name: string, path: string, more = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {interval: 1h, prune: false, path: ${path}, sourceRef: {kind: GitRepository, name: a}${more}}\n`;

export const LAYOUTS: Readonly<Record<string, Layout>> = {
  'folders below clusters/': {
    tellsAll: true,
    place: (name, files) => below(`clusters/${name}`, below('deep', withMachineConfig(files))),
  },
  'a kustomization for each': {
    tellsAll: true,
    place: (name, files) => {
      const own = withMachineConfig(files);
      return { ...below(name, own), [`${name}/kustomization.yaml`]: kustomization(Object.keys(own)) };
    },
  },
  'overlays of a base': {
    tellsAll: true,
    place: (name, files) => ({
      ...below(`app/overlays/${name}`, files),
      [`app/overlays/${name}/kustomization.yaml`]: kustomization(['../../base', ...Object.keys(files)]),
      'app/base/mc.yaml': MACHINE_CONFIG,
      'app/base/kustomization.yaml': kustomization(['mc.yaml']),
    }),
  },
  'folders below clusters/ with a base there': {
    tellsAll: true,
    place: (name, files) => ({
      ...below(`clusters/${name}`, files),
      [`clusters/${name}/kustomization.yaml`]: kustomization(['../base', ...Object.keys(files)]),
      'clusters/base/mc.yaml': MACHINE_CONFIG,
      'clusters/base/kustomization.yaml': kustomization(['mc.yaml']),
    }),
  },
  'what synth renders': {
    tellsAll: true,
    place: (name, files) => ({
      ...below(`dist/${name}/10-objects`, withMachineConfig(files)),
      [`dist/${name}/10-objects/kustomization.yaml`]: kustomization(Object.keys(withMachineConfig(files))),
      [`dist/${name}/kustomization.yaml`]: kustomization(['10-objects']),
      [`dist/${name}/argocd/application.yaml`]: application(name, `dist/${name}`, LOCAL),
      [`dist/${name}/argocd/kustomization.yaml`]: kustomization(['application.yaml']),
      [`dist/${name}/flux/kustomization.yaml`]: kustomization(['stage.yaml']),
      [`dist/${name}/flux/stage.yaml`]: flux(name, `./dist/${name}/10-objects`),
    }),
  },
  'Applications with a destination each, two for a cluster': {
    tellsAll: true,
    place: (name, files) => ({
      ...below(`manifests/${name}/kata`, files),
      [`manifests/${name}/nodes/mc.yaml`]: MACHINE_CONFIG,
      [`argocd/${name}-kata.yaml`]: application(`${name}-kata`, `manifests/${name}/kata`, `name: ${name}`),
      [`argocd/${name}-nodes.yaml`]: application(`${name}-nodes`, `manifests/${name}/nodes`, `name: ${name}`),
    }),
  },
  'Applications to the cluster that they are in': {
    tellsAll: false,
    place: (name, files) => ({
      ...below(`manifests/${name}`, withMachineConfig(files)),
      [`argocd/${name}.yaml`]: application(name, `manifests/${name}`, LOCAL),
    }),
  },
  'an ApplicationSet over folders': {
    tellsAll: true,
    place: (name, files) => ({
      ...below(`manifests/${name}`, withMachineConfig(files)),
      'argocd/set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: all, namespace: argocd}
spec:
  generators: [{git: {repoURL: https://git.corp.internal/a.git, revision: main, directories: [{path: manifests/*}]}}]
  template:
    metadata: {name: '{{path.basename}}'}
    spec:
      project: default
      destination: {name: '{{path.basename}}'}
      source: {repoURL: https://git.corp.internal/a.git, path: '{{path}}'}
      syncPolicy: {retry: {limit: -1}}
`,
    }),
  },
  'Kustomizations of Flux beside each other': {
    tellsAll: false,
    place: (name, files) => ({
      ...below(`manifests/${name}`, withMachineConfig(files)),
      [`flux/${name}.yaml`]: flux(name, `./manifests/${name}`),
    }),
  },
  'Kustomizations of Flux to other clusters': {
    tellsAll: true,
    place: (name, files) => ({
      ...below(`manifests/${name}`, withMachineConfig(files)),
      [`flux/${name}.yaml`]: flux(name, `./manifests/${name}`, `, kubeConfig: {secretRef: {name: ${name}}}`),
    }),
  },
  'folders below clusters/ with Kustomizations of Flux to elsewhere': {
    tellsAll: true,
    place: (name, files) => ({
      ...below(`infra/${name}`, files),
      'infra/base/mc.yaml': MACHINE_CONFIG,
      [`clusters/${name}/infra.yaml`]: flux('infra', `./infra/${name}`),
      [`clusters/${name}/base.yaml`]: flux('base', './infra/base'),
    }),
  },
  'plain folders': { tellsAll: false, place: (name, files) => below(name, withMachineConfig(files)) },
};
