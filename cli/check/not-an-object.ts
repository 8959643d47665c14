import { basename } from 'node:path';

/** Files that tools read by their name, and their documents need no apiVersion and kind. */
const BY_NAME = /^(?:kustomization\.ya?ml|Chart\.ya?ml|(?:[\w.-]+[-.])?values(?:[-.][\w.-]+)?\.ya?ml)$/;

/**
 * Whether a document is for a tool, and never sent to a server: of kustomize, and charts and values of Helm.
 */
export function isForTool(file: string, apiVersion: string | undefined, kind: string | undefined): boolean {
  if (apiVersion?.startsWith('kustomize.config.k8s.io/'))
    return kind === 'Kustomization' || kind === 'Component';
  return kind === undefined && BY_NAME.test(basename(file));
}
