import { _, Ajv, type CodeOptions } from 'ajv';
import { FORMATS } from '../formats/formats.ts';
import { re2 } from '../patterns/re2.ts';

/** Ajv writes `code` where compiled text needs the function. */
const regExp = Object.assign((source: string) => re2(source), { code: 'require("re2")' });

/**
 * Ajv as Kubernetes validates (apiextensions-apiserver and kube-openapi, see custom-value-schema.ts).
 *
 * Objects to be validated have no prototype (see `readObject`), hence `ownProperties` is not needed.
 *
 * @param code how code is made: in memory, or as text
 */
export function newAjv(code: CodeOptions = {}): Ajv {
  return new Ajv({
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    allErrors: true,
    messages: false,
    // A function for each shared schema, instead of its code at each place.
    inlineRefs: false,
    loopEnum: Number.POSITIVE_INFINITY,
    loopRequired: Number.POSITIVE_INFINITY,
    // Go takes 0.3 for a multiple of 0.1 (kube-openapi pkg/validation/validate/values.go, MultipleOf).
    multipleOfPrecision: 9,
    unicodeRegExp: false,
    formats: { ...FORMATS },
    code: { regExp, formats: _`require("formats")`, ...code },
  });
}
