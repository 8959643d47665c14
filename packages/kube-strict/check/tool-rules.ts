import type { RuleText } from '../validation/rule-text.ts';

const meaning =
  'Such a file or document is for a tool, and a server gets only what the tool makes of it. It is skipped, also with --strict.';

/**
 * The rules of `check/...`: why something is not judged, and how it can be. They are information.
 *
 * @param check the command of the program
 */
export const toolRules = (check: string): readonly RuleText[] => [
  {
    rule: 'check/encrypted',
    summary: 'Values are encrypted.',
    meaning:
      'What SOPS has added is taken away, and what is not encrypted is judged; of encrypted values nobody knows what they are.',
    fix: `Decrypt it for the check: sops -d FILE | ${check} -`,
    link: 'https://getsops.io/docs/',
  },
  {
    rule: 'check/flux',
    summary: 'Flux fills in variables.',
    meaning:
      'A Kustomization of Flux in the tree has postBuild, and fills variables into the object. Values that hold one are not judged, and the rest as far as it can be.',
    fix: `Fill them in for the check: flux build kustomization NAME --path DIR --dry-run | ${check} -`,
    link: 'https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution',
  },
  {
    rule: 'check/helm',
    summary: 'A template of Helm, or a Helmfile.',
    meaning,
    fix: `Judge what is rendered: helm template CHART | ${check} -`,
    link: 'https://helm.sh/docs/helm/helm_template/',
  },
  {
    rule: 'check/kustomize',
    summary: 'A patch, or another file that a kustomization reads.',
    meaning,
    fix: `Judge what is built: kubectl kustomize DIR | ${check} -`,
    link: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/',
  },
  {
    rule: 'check/template',
    summary: 'A template of OpenShift.',
    meaning,
    fix: `Judge what it is processed to: oc process --local -f FILE -o yaml | ${check} -`,
    link: 'https://docs.redhat.com/en/documentation/openshift_container_platform/4.21/html/images/using-templates',
  },
];
