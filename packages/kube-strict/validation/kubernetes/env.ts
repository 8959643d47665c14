import { maskTrailingDash } from '../metadata/name-rules.ts';
import { dnsSubdomain } from '../metadata/names.ts';
import {
  checkFieldReference,
  checkKeyReference,
  checkResourceReference,
  ENV_FIELDS,
} from './field-references.ts';
import type { Part } from './part.ts';
import { envName } from './texts.ts';

/** Where a value can come from, by field. A `fileKeyRef` does not count: its feature is off, and it is dropped. */
const SOURCES: Readonly<Record<string, (reference: Part) => void>> = {
  fieldRef: (reference) => checkFieldReference(reference, ENV_FIELDS),
  resourceFieldRef: (reference) => checkResourceReference(reference, false),
  configMapKeyRef: checkKeyReference,
  secretKeyRef: checkKeyReference,
};

/** The environment of a container (pkg/apis/core/validation, ValidateEnv and ValidateEnvFrom). */
export function checkEnv(container: Part): void {
  for (const variable of container.at('env').items) {
    variable.at('name').expectRequired(envName);
    checkValueFrom(variable);
  }
  for (const source of container.at('envFrom').items) {
    source.at('prefix').expectIfSet(envName);
    const references = ['configMapRef', 'secretRef'].map((field) => source.at(field));
    for (const reference of references) {
      // The server takes the name for the beginning of one, which may end in a dash.
      if (reference.exists)
        reference.at('name').expectRequired((name) => dnsSubdomain(maskTrailingDash(name)));
    }
    const count = references.filter(({ exists }) => exists).length;
    if (count !== 1) source.invalid(`Expected one of configMapRef and secretRef, found ${count}.`);
  }
}

function checkValueFrom(variable: Part): void {
  const valueFrom = variable.at('valueFrom');
  if (!valueFrom.exists) return;
  let count = 0;
  for (const [field, check] of Object.entries(SOURCES)) {
    const reference = valueFrom.at(field);
    if (!reference.exists) continue;
    count++;
    check(reference);
  }
  if (count !== 1) valueFrom.invalid(`Expected one of ${Object.keys(SOURCES).join(', ')}, found ${count}.`);
  else if (variable.at('value').text !== '') valueFrom.forbid('beside a value');
}
