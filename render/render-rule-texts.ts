import type { RuleText } from 'kube-strict/validation/rule-text.ts';

const CONCEPTS = 'https://kubernetes.io/docs/concepts/overview/working-with-objects';
const CRDS =
  'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions';

/** The rules of `render/...`: what we ask of objects that we render, beyond a server. */
export const RENDER_RULES: readonly RuleText[] = [
  {
    rule: 'render/name-too-long',
    summary: 'A rendered object has a name that does not fit where a controller puts it.',
    meaning:
      'A server takes names of up to 253 characters of many kinds; labels, into which controllers put some of them, hold 63.',
    fix: 'Give the object, or the profile that it is named after, a shorter name.',
    link: `${CONCEPTS}/labels`,
  },
  {
    rule: 'render/namespace-missing',
    summary: 'A rendered object states no namespace.',
    meaning: 'It would end in the namespace of whoever applies it.',
    fix: 'State the namespace in the construct.',
    link: `${CONCEPTS}/namespaces`,
  },
  {
    rule: 'render/namespace-not-allowed',
    summary: 'A rendered object of the cluster states a namespace.',
    meaning: 'The server ignores it, so that it only misleads.',
    fix: 'Remove the namespace in the construct.',
    link: `${CONCEPTS}/namespaces`,
  },
  {
    rule: 'render/unknown-kind',
    summary: 'A rendered object is of a kind without a schema.',
    meaning: 'It cannot be judged, and what has not been judged is not written.',
    fix: 'Add its CustomResourceDefinition to crds/.',
    link: CRDS,
  },
];
