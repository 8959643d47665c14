import { isJsonObject, type Json } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import { describe } from '../describe.ts';
import type { Pass } from '../judgement.ts';

const MOST_REPLICAS = 2 ** 31 - 1;

/**
 * Custom resources with a scale subresource: where it reads replicas there is an integer of 32 bits that is not negative,
 * or nothing (apiextensions-apiserver pkg/registry/customresource/validator.go, ValidateScaleSpec and ValidateScaleStatus).
 */
export const checkScale: Pass = ({ schema, object, findings }) => {
  const { scale } = schema.info;
  if (scale === undefined) return;
  for (const jsonPath of [scale.specReplicasPath, scale.statusReplicasPath]) {
    const { value, path } = lookUp(object, jsonPath);
    if (
      value === undefined ||
      (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_REPLICAS)
    )
      continue;
    findings.add(
      'api/scale',
      path,
      `Expected a number of replicas, 0 to ${MOST_REPLICAS}, found ${describe(value)}.`,
    );
  }
  if (scale.labelSelectorPath === undefined) return;
  const { value, path } = lookUp(object, scale.labelSelectorPath);
  if (value === undefined || typeof value === 'string') return;
  findings.add('api/scale', path, `Expected a label selector as a string, found ${describe(value)}.`);
};

/** Follows a path such as `.spec.replicas`, as far as there are objects. */
function lookUp(object: Json, jsonPath: string): { value: Json | undefined; path: string } {
  let value: Json | undefined = object;
  let path = '';
  for (const field of jsonPath.replace(/^\./, '').split('.')) {
    if (!isJsonObject(value)) return { value, path };
    value = value[field];
    path = memberPointer(path, field);
  }
  return { value, path };
}
