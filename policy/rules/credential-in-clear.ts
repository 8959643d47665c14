import type { JsonObject } from 'kube-strict/ground/json.ts';
import { isSealedValue } from 'kube-strict/ground/sealed-value.ts';
import { secretIn } from 'kube-strict/ground/secrets.ts';
import { type TextPlace, textAt, textsIn } from 'kube-strict/ground/values.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { decodeDataUrl } from '../support/data-url.ts';
import { isNamedSecret } from '../support/named-secret.ts';
import { isKind, targetOf } from '../support/target.ts';

/** No manifest holds private keys, tokens or passwords. */
export const credentialInClear: PolicyRule = {
  id: 'policy/credential-in-clear',
  severity: 'error',
  title: 'No private keys, tokens or passwords in manifests',
  why: 'ConfigMaps, environment variables, annotations and initdata are in Git, and can be read on the cluster by many.',
  fix: 'Remove it, make a new one, and let the workload fetch it from the KBS or take it from a Secret that a store makes.',
  docs: 'Document sections 3.2 and 3.6',
  // The definition of an API shows in its descriptions what a key looks like.
  appliesTo: ({ kind }) => kind !== 'CustomResourceDefinition',
  check: (object, context) => {
    const isSecret = isKind('', 'Secret')(targetOf(object));
    const isSealed = isKind('bitnami.com', 'SealedSecret')(targetOf(object));
    return textsIn(object).flatMap((place) => {
      // policy/secret-value judges them.
      if (isSecret && /^\/(?:data|stringData)\//.test(place.path)) return [];
      if (isSealed && place.path.startsWith('/spec/encryptedData/') && isSealedValue(place.value)) return [];
      const what = secretInPlace(object, place, context);
      return what === undefined ? [] : [finding(place, what)];
    });
  },
};

function secretInPlace(object: JsonObject, { path, key, value }: TextPlace, context: PolicyContext) {
  const name = key === 'value' ? (textAt(object, path.replace(/value$/, 'name')) ?? key) : key;
  return isNamedSecret(name, value) ? 'a secret' : secretIn(contentOf(key, value, context));
}

/** What a value carries inside: files of a MachineConfig are data URLs, initdata is packed. */
function contentOf(key: string, value: string, context: PolicyContext): string {
  if (value.startsWith('data:')) return decodeDataUrl(value)?.toString('latin1') ?? value;
  if (key !== INITDATA_ANNOTATION) return value;
  const reading = context.initdata(value);
  return 'initdata' in reading ? [...reading.initdata.files.values()].join('\n') : value;
}

function finding({ path }: TextPlace, what: string): PolicyFinding {
  return { path, message: `Holds what looks like ${what}.` };
}
