import { basename } from 'node:path';
import { isJsonObject } from '../../ground/json.ts';

/** Files that tools read by their name, and whose documents need no apiVersion and kind. */
const BY_NAME: readonly RegExp[] = [
  /^kustomization\.ya?ml$/,
  // Helm: charts, values, schemas of values, requirements of older charts, tests of charts.
  /^(?:Chart|requirements|ct|cr|lintconf|artifacthub-repo)\.ya?ml$/,
  /^(?:[\w.-]+[-.])?values(?:[-.][\w.-]+)?\.ya?ml$/,
  /\.schema\.json$/,
  /^(?:jsonnetfile(?:\.lock)?\.json|chartfile\.ya?ml|vendir(?:\.lock)?\.yml|cdk8s\.ya?ml|\.?sops\.ya?ml)$/,
  // Pipelines, and containers without Kubernetes.
  /^(?:docker-)?compose(?:[-.][\w.-]+)?\.ya?ml$/,
  /^(?:\.gitlab-ci|\.travis|azure-pipelines|bitbucket-pipelines|appveyor|cloudbuild|buildspec|action|dependabot)\.ya?ml$/,
  /^(?:mkdocs|_config|[Tt]askfile|\.?codecov|\.pre-commit-config|\.yamllint|galaxy|werf|okteto|devfile)\.ya?ml$/,
  // Programs and their dependencies.
  /^(?:package|package-lock|composer|deno|nx|turbo|lerna|biome|renovate|jsconfig|tsconfig(?:\.[\w-]+)?)\.json$/,
  /^pnpm-(?:lock|workspace)\.yaml$/,
];

/**
 * Whether a document is the settings of a tool, and never sent to a server: of kustomize, Helm and of others that read
 * files of that name.
 */
export function isForTool(file: string, value: unknown): boolean {
  const { apiVersion, kind } = isJsonObject(value) ? value : {};
  // Transformers and generators of kustomize have apiVersion builtin.
  if (apiVersion === 'builtin') return true;
  if (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/'))
    return kind === 'Kustomization' || kind === 'Component';
  const name = basename(file);
  // kustomize fills in what a kustomization leaves out of the two.
  if (apiVersion === undefined && kind === 'Kustomization' && name.startsWith('kustomization.')) return true;
  if (kind !== undefined) return false;
  if (BY_NAME.some((pattern) => pattern.test(name)) || /(?:^|\/)\.github\//.test(file)) return true;
  return apiVersion === undefined && isJsonObject(value) && (isSchema(value) || isProfile(value));
}

/** A JSON Schema, or something that names its own. */
function isSchema(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value['$schema'] === 'string';
}

/** A profile of ours. */
function isProfile(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value['tee'] === 'string';
}
