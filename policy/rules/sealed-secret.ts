import type { JsonObject } from 'kube-strict/ground/json.ts';
import { type TextPlace, textsIn } from 'kube-strict/ground/values.ts';
import { readSealedSecret, SEALED_PREFIX } from '../../initdata/sealed-secret.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind, targetOf } from '../support/target.ts';

/** A guest can open sealed secrets. */
export const sealedSecret: PolicyRule = {
  id: 'policy/sealed-secret',
  severity: 'error',
  title: 'Sealed secrets that a guest can open',
  why: 'The agent hands every value that begins with "sealed." to the confidential data hub; when that cannot read it, the container does not start.',
  fix: 'Make it anew: coco-gitops sealed-secret build kbs:///<repository>/<type>/<tag>.',
  docs: 'confidential-containers/guest-components, confidential-data-hub/docs/SEALED_SECRET.md and hub/src/secret/mod.rs',
  appliesTo: ({ kind }) => kind !== 'CustomResourceDefinition',
  check: (object) =>
    sealedIn(object).flatMap(({ path, value }) => {
      const reading = readSealedSecret(value.trim());
      return 'fault' in reading ? [{ path, message: `No guest can open it: ${reading.fault}.` }] : [];
    }),
};

/** The values of variables, and those of Secrets, which are in base64 below `data`. */
function sealedIn(object: JsonObject): TextPlace[] {
  const isSecret = isKind('', 'Secret')(targetOf(object));
  return textsIn(object)
    .filter(({ path, key }) => (isSecret ? /^\/(?:data|stringData)\//.test(path) : key === 'value'))
    .map((place) =>
      isSecret && place.path.startsWith('/data/')
        ? { ...place, value: Buffer.from(place.value, 'base64').toString('utf8') }
        : place,
    )
    .filter(({ value }) => value.startsWith(SEALED_PREFIX));
}
