import { qualifiedName } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkPodSecurityLabels } from './pod-security-labels.ts';

const STANDARD = ['foregroundDeletion', 'kubernetes', 'orphan'];

/** k8s.io/kubernetes pkg/apis/core/validation, ValidateNamespace. */
export function checkNamespaceSpec(namespace: Part): void {
  checkPodSecurityLabels(namespace);
  for (const finalizer of namespace.at('spec', 'finalizers').items) {
    if (!finalizer.expect(qualifiedName) || finalizer.text.includes('/')) continue;
    if (STANDARD.includes(finalizer.text)) continue;
    finalizer.malformed('a finalizer with a prefix, as in example.com/name, or "kubernetes"');
  }
}
