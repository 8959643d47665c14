import type { RuleText } from 'kube-strict/validation/rule-text.ts';

const link = 'https://yaml.org/spec/1.1/';

/** The rules of `workload/...`: what keeps `coco-gitops workload` from changing an object. */
export const WORKLOAD_RULES: readonly RuleText[] = [
  {
    rule: 'workload/edit',
    summary: 'The text cannot be changed without changing more than was asked for.',
    meaning:
      'Values are put into the text where they belong, and the rest stays as it is. Where an anchor, an alias or a merge key would carry the change elsewhere, or the result does not read as it should, nothing is changed.',
    fix: 'Write out the part of the manifest that the finding names, without anchors, aliases and "<<".',
    link,
  },
  {
    rule: 'workload/kind',
    summary: 'The object makes pods, and is of a kind that is not changed.',
    meaning:
      'Pods, ReplicaSets, ReplicationControllers, StatefulSets, Deployments, DeploymentConfigs, Jobs and CronJobs are made confidential; of other kinds it is not known where their pods come from, or whether each node can run them.',
    fix: 'Set the runtime class and the initdata annotation in its pod template by hand, if it is to be confidential.',
    link: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  },
  {
    rule: 'workload/template',
    summary: 'The object has no pod where its kind has one.',
    meaning: 'The runtime class and the initdata belong to the pod, or to the template of the pods.',
    fix: 'Add the template, with a spec that has containers.',
    link: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates',
  },
  {
    rule: 'workload/replaced',
    summary: 'What binds a pod already is replaced only when that is asked for.',
    meaning:
      'Other initdata, an agent policy or another runtime class may have protected the pod better than what takes its place. The finding names each request that opens, and each file and setting that goes or changes.',
    fix: 'Bring what was bound into the profile or the file of --initdata; or add --replace-initdata, or --replace-runtime-class.',
    link: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  },
];
