import type { Json } from 'kube-strict/ground/json.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isMachineConfig, storageNodes } from '../support/machine-config.ts';

/** Modes of a MachineConfig are the numbers that were meant. */
export const ignitionMode: PolicyRule = {
  id: 'policy/ignition-mode',
  severity: 'error',
  title: 'File modes are decimal',
  why: 'Ignition takes the number as it is: 644 is 1204 in octal, which nobody can read, and the operator refuses what is above 0777.',
  fix: 'Write 420 for 0644, 493 for 0755, 384 for 0600.',
  docs: 'Document section 2.2, whose 0644 is octal in YAML 1.1 only; openshift/machine-config-operator pkg/controller/common/helpers.go validateIgn3FileModes',
  appliesTo: isMachineConfig,
  check: (object) =>
    storageNodes(object).flatMap(({ path, value }) => findings(`${path}/mode`, value['mode'])),
};

function findings(path: string, mode: Json | undefined): PolicyFinding[] {
  if (mode === undefined || mode === null) return [];
  if (typeof mode !== 'number' || !Number.isInteger(mode) || mode < 0) {
    return [{ path, message: `Expected a number such as 420, found ${describe(mode)}.` }];
  }
  const meant = /^[0-7]{3,4}$/.test(String(mode)) ? Number.parseInt(String(mode), 8) : -1;
  if (isUsual(meant) && !isUsual(mode)) {
    const octal = mode.toString(8);
    const message = `The decimal number ${mode} is 0${octal} in octal; 0${mode} is written ${meant}.`;
    return [{ path, message, fix: `Write ${meant}.` }];
  }
  return mode <= 0o777
    ? []
    : [{ path, message: `The operator refuses modes above 511 (0777), found ${mode}.` }];
}

/** Owners may read, and whoever comes behind them may do no more, and read when they may do anything. */
function isUsual(mode: number): boolean {
  if (mode < 0 || mode > 0o777) return false;
  const [owner, group, other] = [mode >> 6, (mode >> 3) & 7, mode & 7];
  const within = (less: number, more: number) => (less & more) === less && (less === 0 || (less & 4) !== 0);
  return (owner & 4) !== 0 && within(group, owner) && within(other, group);
}
