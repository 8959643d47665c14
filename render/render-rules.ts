import type { Finding } from 'kube-strict/validation/finding.ts';
import { tooLongFor } from 'kube-strict/validation/metadata/name-places.ts';
import type { Verdict } from 'kube-strict/validation/validate.ts';

/**
 * What we ask of objects that we render, beyond what a server refuses: nothing is left to the namespace of a request,
 * and nothing goes out that has not been judged.
 */
export function renderFindings({ kind, identity }: Verdict): Finding[] {
  const { apiVersion, namespace = '' } = identity;
  if (kind === undefined) {
    const message = `No schema is known for ${identity.kind ?? 'an object without a kind'} of ${apiVersion ?? 'no apiVersion'}.`;
    return [finding('render/unknown-kind', '/kind', message, 'Add its CustomResourceDefinition to crds/.')];
  }
  if (kind.namespaced && namespace === '') {
    const message = `${kind.kind} lies in a namespace, and none is stated.`;
    return [finding('render/namespace-missing', '/metadata/namespace', message, 'State the namespace.')];
  }
  if (!kind.namespaced && namespace !== '') {
    const message = `${kind.kind} lies in no namespace, and "${namespace}" is stated.`;
    return [finding('render/namespace-not-allowed', '/metadata/namespace', message, 'Remove the namespace.')];
  }
  const place = tooLongFor(identity);
  if (place === undefined) return [];
  const message = `The name "${identity.name}" goes into ${place.where}, and has more than ${place.most} characters.`;
  return [finding('render/name-too-long', '/metadata/name', message, 'Give it a shorter name.')];
}

function finding(rule: string, path: string, message: string, fix: string): Finding {
  return { rule, severity: 'error', path, message, fix };
}
