import type { Catalog } from './catalog/catalog.ts';
import type { Finding } from './finding.ts';
import { type Verdict, validateObject } from './validate.ts';

/**
 * Judges objects that are to exist beside each other: each by itself, and that no two are the same.
 *
 * @returns the verdicts in the order of the objects
 */
export function validateObjects(inputs: readonly unknown[], catalog: Catalog): Verdict[] {
  const verdicts = inputs.map((input) => validateObject(input, catalog));
  const first = new Map<string, number>();
  return verdicts.map((verdict, index) => {
    const key = identityKey(verdict);
    if (key === undefined) return verdict;
    const same = first.get(key);
    if (same === undefined) {
      first.set(key, index);
      return verdict;
    }
    return { ...verdict, findings: [...verdict.findings, duplicate(verdict, same)] };
  });
}

/** What no two objects may have in common; undefined when the name is not known before the server gives one. */
function identityKey({ kind, identity }: Verdict): string | undefined {
  if (identity.name === undefined || identity.kind === undefined) return undefined;
  // Versions of a group are views of the same object.
  const group = identity.apiVersion?.includes('/') ? identity.apiVersion.split('/')[0] : '';
  const namespace = kind?.namespaced === false ? '' : (identity.namespace ?? '');
  return JSON.stringify([group, identity.kind, namespace, identity.name]);
}

function duplicate({ identity: { kind, namespace, name } }: Verdict, first: number): Finding {
  const place = namespace === undefined ? '' : ` in the namespace "${namespace}"`;
  return {
    rule: 'api/duplicate-object',
    severity: 'error',
    path: '',
    message: `${kind} "${name}"${place} is already object ${first} of this set, counted from 0.`,
    fix: 'Remove or rename one of the two.',
  };
}
