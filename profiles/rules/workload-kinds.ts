import { tooLongFor } from 'kube-strict/validation/metadata/name-places.ts';
import { SCALED_KINDS } from '../../constructs/workload/workload-kinds.ts';
import type { Rule } from './rule.ts';

/** API groups of the kinds whose names may be shorter than a label. */
const GROUPS: Readonly<Record<string, string>> = {
  CronJob: 'batch/v1',
  DeploymentConfig: 'apps.openshift.io/v1',
  Job: 'batch/v1',
  StatefulSet: 'apps/v1',
};

/** Refuses settings that the kind of a workload does not have, or lacks. */
export const workloadKinds: Rule = ({ workloads }) =>
  workloads.flatMap(({ name, kind, replicas, schedule, command, encryptedVolume }, index) => {
    const place = tooLongFor({ apiVersion: GROUPS[kind], kind, name });
    const isScaled = SCALED_KINDS.has(kind);
    const at = (key: string) => ['workloads', index, key];
    return [
      ...(place === undefined
        ? []
        : [
            {
              path: at('name'),
              message: `expected at most ${place.most} characters in the name of a ${kind}, found ${name.length}`,
              fix: 'give it a shorter name',
            },
          ]),
      ...(replicas !== undefined && !isScaled
        ? [
            {
              path: at('replicas'),
              message: `has no effect on a ${kind}`,
              fix: 'remove it, or write "kind: Deployment"',
            },
          ]
        : []),
      ...(schedule !== undefined && kind !== 'CronJob'
        ? [
            {
              path: at('schedule'),
              message: `has no effect on a ${kind}`,
              fix: 'remove it, or write "kind: CronJob"',
            },
          ]
        : []),
      ...(schedule === undefined && kind === 'CronJob'
        ? [
            {
              path: at('schedule'),
              message: 'missing, and a CronJob needs it',
              fix: 'add schedule: "0 3 * * *"',
            },
          ]
        : []),
      ...(encryptedVolume !== undefined && (command ?? []).length === 0
        ? [
            {
              path: at('encryptedVolume'),
              message: 'needs a command, before which the volume is made ready',
              fix: 'write the command of the image out',
            },
          ]
        : []),
      ...(encryptedVolume !== undefined && isScaled && kind !== 'StatefulSet' && (replicas ?? 1) > 1
        ? [
            {
              path: at('replicas'),
              message: `the pods of a ${kind} share one volume, which only one of them can open`,
              fix: 'write 1, or "kind: StatefulSet"',
            },
          ]
        : []),
    ];
  });
