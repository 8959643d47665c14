import { isJsonObject, type JsonObject } from 'kube-strict/ground/json.ts';
import { memberPointer } from 'kube-strict/ground/json-pointer.ts';
import type { WantedText } from 'kube-strict/manifests/edit/set-text.ts';
import type { Finding } from 'kube-strict/validation/finding.ts';
import {
  INITDATA_ANNOTATION,
  OLDER_INITDATA_ANNOTATION,
  POLICY_ANNOTATION,
} from '../../initdata/annotation.ts';
import { INJECTED_INITDATA } from '../../policy/rules/initdata-missing.ts';
import { type InitdataChange, initdataChange, policyChange } from './initdata-change.ts';

/** What may be put in the place of something else, because the command line says so. */
export interface Replacing {
  readonly initdata: boolean;
  readonly runtimeClass: boolean;
}

/**
 * What stood in an object where something else is to stand, or no longer counts beside it. Each is told with what it
 * bound, and is an error unless it was asked for: the command makes nothing weaker in silence.
 *
 * @param template path of the pod template in the object
 * @param changes everything that is written into the object
 */
export function replacedFindings(
  object: unknown,
  template: readonly string[],
  changes: readonly WantedText[],
  replacing: Replacing,
): Finding[] {
  const initdata = changes.find(({ path }) => path.at(-1) === INITDATA_ANNOTATION)?.value;
  return [
    ...changes.flatMap((change) => overwritten(object, change, replacing)),
    ...(initdata === undefined ? [] : superseded(object, template, initdata, replacing)),
  ];
}

function overwritten(object: unknown, { path, value }: WantedText, replacing: Replacing): Finding[] {
  const before = path.reduce(memberOf, object);
  if (before === undefined || before === null || before === '' || before === value) return [];
  const pointer = path.reduce(memberPointer, '');
  const name = path.at(-1);
  if (name === INITDATA_ANNOTATION && typeof before === 'string') {
    return initdataFindings(
      pointer,
      'The pod has other initdata already',
      initdataChange(before, value),
      replacing,
    );
  }
  if (name === 'runtimeClassName') return runtimeClassFindings(pointer, before, value, replacing);
  const message = `There is another value already, which would be replaced.`;
  return [{ rule: RULE, severity: 'error', path: pointer, message, fix: 'Remove it, if it is not needed.' }];
}

const RULE = 'workload/replaced';

function runtimeClassFindings(
  path: string,
  before: unknown,
  now: string,
  { runtimeClass }: Replacing,
): Finding[] {
  const was = typeof before === 'string' && /^[a-z0-9.-]{1,253}$/.test(before) ? before : 'another value';
  const common = { rule: RULE, path };
  if (was === 'kata') {
    // The same VM without protection from the host.
    return [{ ...common, severity: 'info', message: `The runtime class kata is replaced by ${now}.` }];
  }
  const message = `The pod has the runtime class ${was} already, which is replaced by ${now}; what that class gave it is gone.`;
  if (runtimeClass) return [{ ...common, severity: 'warning', message }];
  return [{ ...common, severity: 'error', message, fix: 'Add --replace-runtime-class, if that is meant.' }];
}

/** Annotations that bound the pod by another name, and no longer do with initdata. */
function superseded(
  object: unknown,
  template: readonly string[],
  initdata: string,
  replacing: Replacing,
): Finding[] {
  const path = [...template, 'metadata', 'annotations'];
  const annotations = path.reduce(memberOf, object);
  const textOf = (name: string) => {
    const value = memberOf(annotations, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const at = (name: string) => [...path, name].reduce(memberPointer, '');
  const [older, policy, injected] = [OLDER_INITDATA_ANNOTATION, POLICY_ANNOTATION, INJECTED_INITDATA].map(
    textOf,
  );
  const isBound = textOf(INITDATA_ANNOTATION) !== undefined;
  return [
    ...(older === undefined || isBound
      ? []
      : initdataFindings(
          at(OLDER_INITDATA_ANNOTATION),
          'The pod has other initdata already, under an older name',
          initdataChange(older, initdata),
          replacing,
        )),
    ...(policy === undefined || isBound
      ? []
      : initdataFindings(
          at(POLICY_ANNOTATION),
          'The pod has an agent policy already, in place of which that of the initdata holds',
          policyChange(policy, initdata),
          replacing,
        )),
    ...(injected === undefined
      ? []
      : initdataFindings(
          at(INJECTED_INITDATA),
          'An admission policy gives the pod other initdata already, which is not known here',
          { differences: ['it is one of the two that counts, by the order of admission'] },
          replacing,
        )),
  ];
}

function initdataFindings(
  path: string,
  what: string,
  change: InitdataChange,
  { initdata }: Replacing,
): Finding[] {
  if ('fault' in change) {
    const message = `${what}, which no guest can read (${change.fault}), and which is replaced.`;
    return [{ rule: RULE, severity: 'info', path, message }];
  }
  if (change.differences.length === 0) return [];
  const message = `${what}, which is replaced. What takes its place ${change.differences.join('; ')}.`;
  if (initdata) return [{ rule: RULE, severity: 'warning', path, message }];
  const fix = 'Bring what it bound into the profile or the file of --initdata; or add --replace-initdata.';
  return [{ rule: RULE, severity: 'error', path, message, fix }];
}

function memberOf(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
}
