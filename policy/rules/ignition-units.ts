import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { objectsAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { IGNITION, isMachineConfig } from '../support/machine-config.ts';

const UNIT =
  /^[A-Za-z0-9:_.\\@-]{1,200}\.(?:automount|device|mount|path|scope|service|slice|socket|swap|target|timer)$/;

/** Units of a MachineConfig are such that systemd knows them. */
export const ignitionUnits: PolicyRule = {
  id: 'policy/ignition-units',
  severity: 'error',
  title: 'Units that systemd knows',
  why: 'The operator cannot render the pool, or systemd does not see the unit.',
  fix: 'Name units with their type (.service, .timer ...), and drop-ins with .conf, each once.',
  docs: 'coreos/ignition docs/configuration-v3_2.md',
  appliesTo: isMachineConfig,
  check: (object) => {
    const list = `${IGNITION}/systemd/units`;
    const value = valueAt(object, list);
    if (value !== undefined && !Array.isArray(value)) return [{ path: list, message: 'Expected a list.' }];
    const units = nameFindings(object, list, UNIT, 'a name such as setup.service');
    const dropins = objectsAt(object, list).flatMap(({ path }) =>
      nameFindings(object, `${path}/dropins`, /^[^/]{1,200}\.conf$/, 'a name such as 10-order.conf'),
    );
    return [
      ...units,
      ...dropins,
      ...objectsAt(object, list).flatMap(({ path, value: unit }) => emptyUnit(path, unit)),
    ];
  },
};

function nameFindings(object: JsonObject, list: string, form: RegExp, expected: string): PolicyFinding[] {
  const seen = new Set<string>();
  return objectsAt(object, list).flatMap(({ path, value: { name } }): PolicyFinding[] => {
    if (typeof name !== 'string' || !form.test(name)) {
      return [{ path, message: `Expected ${expected}, found ${describe(name)}.` }];
    }
    if (seen.has(name)) return [{ path, message: `${describe(name)} is there twice.` }];
    seen.add(name);
    return [];
  });
}

/** Enabling needs an [Install] section, which only the contents can have. */
function emptyUnit(path: string, { enabled, contents, name }: JsonObject): PolicyFinding[] {
  if (enabled !== true || typeof contents !== 'string' || contents === '') return [];
  if (/^\s*\[Install\]/m.test(contents)) return [];
  const message = `${describe(name)} is enabled and has no [Install] section: nothing starts it.`;
  return [{ path: `${path}/contents`, message, severity: 'warning' }];
}
