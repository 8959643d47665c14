import type { JsonObject } from 'kube-strict/ground/json.ts';
import { textAt, textsAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { applicationSpec, isApplication } from '../support/argocd.ts';
import type { PolicyTarget } from '../support/policy-target.ts';
import { KATA_CONFIG, MACHINE_CONFIG, rebootsNodes } from '../support/run.ts';
import { isKind, targetOf } from '../support/target.ts';

const CONSEQUENCES: ReadonlyMap<string, string> = new Map([
  ['Replace=true', 'deletes and makes again what it cannot replace, and so reboots nodes'],
  ['Force=true', 'deletes and makes objects again, and so reboots nodes'],
  ['ApplyOutOfSyncOnly=true', 'does not wait for the health of what has not changed'],
]);

const OPTIONS = '/metadata/annotations/argocd.argoproj.io~1sync-options';

/** Argo CD does not replace what reboots nodes. */
export const argocdSyncOptions: PolicyRule = {
  id: 'policy/argocd-sync-options',
  severity: 'error',
  title: 'Argo CD neither replaces nor skips what reboots nodes',
  why: 'A KataConfig or MachineConfig that is deleted and made again reboots its nodes twice; and with ApplyOutOfSyncOnly the waves hold nothing.',
  fix: 'Remove the option.',
  docs: 'argoproj/argo-cd docs/user-guide/sync-options.md, controller/sync.go',
  appliesTo: (target) => isApplication(target) || isRebooting(target),
  check: (object, context) => {
    if (isRebooting(targetOf(object))) return annotationFindings(object);
    const severity = rebootsNodes(context) ? 'error' : 'warning';
    return textsAt(object, `${applicationSpec(object)}/syncPolicy/syncOptions`).flatMap(
      ({ path, value }): PolicyFinding[] => {
        const consequence = CONSEQUENCES.get(value.trim());
        return consequence === undefined
          ? []
          : [{ path, severity, message: `${describe(value)} ${consequence}.` }];
      },
    );
  },
};

function isRebooting(target: PolicyTarget): boolean {
  return isKind(...KATA_CONFIG)(target) || isKind(...MACHINE_CONFIG)(target);
}

function annotationFindings(object: JsonObject): PolicyFinding[] {
  const options = (textAt(object, OPTIONS) ?? '').split(',').map((option) => option.trim());
  return options.flatMap((option) => {
    const consequence = option === 'ApplyOutOfSyncOnly=true' ? undefined : CONSEQUENCES.get(option);
    return consequence === undefined ? [] : [{ path: OPTIONS, message: `${option} ${consequence}.` }];
  });
}
