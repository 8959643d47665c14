import type { RuleText } from './rule-text.ts';

const CONCEPTS = 'https://kubernetes.io/docs/concepts/overview/working-with-objects';
const CONVENTIONS =
  'https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md';
const CRDS =
  'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions';
const VALIDATION = `${CRDS}/#validation`;
const NAMES = `${CONCEPTS}/names`;

/** The rules of `api/...`: what a strict API server refuses, or warns of. */
export const API_RULES: readonly RuleText[] = [
  {
    rule: 'api/any-of',
    summary: 'None of several alternatives is met.',
    meaning:
      'The schema of the kind gives alternatives, such as one of two fields, and the object meets none of them.',
    fix: 'Read in the message what each alternative lacks, and add it for one of them.',
    link: VALIDATION,
  },
  {
    rule: 'api/bounds',
    summary: 'A number is too small, too large, or no multiple of what it has to be.',
    meaning: 'The schema of the kind bounds the number.',
    fix: 'Choose a number within the bounds that the message names.',
    link: VALIDATION,
  },
  {
    rule: 'api/cel',
    summary: 'A rule of the kind, written in CEL, is not met.',
    meaning:
      'The schema of the kind has rules over several fields, such as that one may only be set with another.',
    fix: 'Read in the message what the rule asks for.',
    link: `${CRDS}/#validation-rules`,
  },
  {
    rule: 'api/cel-not-evaluated',
    summary: 'A rule of the kind, written in CEL, could not be judged here.',
    meaning: 'The rule uses what is not evaluated offline, or would take too long. A server judges it.',
    fix: 'Try the object with `oc apply --dry-run=server`.',
    link: `${CRDS}/#validation-rules`,
  },
  {
    rule: 'api/depth',
    summary: 'The object is nested too deeply.',
    meaning: 'No API needs more than a few dozen levels. Very deep objects are refused unread.',
    fix: 'Look for a value that contains itself by mistake, for example in generated text.',
    link: CONVENTIONS,
  },
  {
    rule: 'api/duplicate',
    summary: 'A value is there twice where it may be only once.',
    meaning: 'For example two containers of one name, or two mounts at one path.',
    fix: 'Remove or rename one of the two.',
    link: VALIDATION,
  },
  {
    rule: 'api/duplicate-object',
    summary: 'Two objects of one cluster are the same.',
    meaning: 'They have the same group, kind, namespace and name: one would overwrite the other.',
    fix: 'Remove or rename one of the two.',
    link: `${NAMES}/#names`,
  },
  {
    rule: 'api/embedded-resource',
    summary: 'An object inside of the object lacks its apiVersion or kind, or has an impossible one.',
    meaning: 'The field holds a whole Kubernetes object, which has to say what it is.',
    fix: 'Give the inner object an apiVersion, a kind and metadata, as if it were applied by itself.',
    link: `${CRDS}/#rawextension`,
  },
  {
    rule: 'api/enum',
    summary: 'A value is not one of those that are allowed.',
    meaning: 'The field takes one of a few values. They are compared with their case.',
    fix: 'Use one of the values in the message.',
    link: VALIDATION,
  },
  {
    rule: 'api/forbidden',
    summary: 'A field may not be set here.',
    meaning: 'The field is known, but not together with what else the object says.',
    fix: 'Remove it, or what it does not go with.',
    link: VALIDATION,
  },
  {
    rule: 'api/format',
    summary: 'A text is not of the form that it must have.',
    meaning: 'The field holds a date, a duration, base64 or the like as text, and the text is none.',
    fix: 'Write it as in the example of the message.',
    link: VALIDATION,
  },
  {
    rule: 'api/invalid-value',
    summary: 'A value is of the right type, and still not one that the server takes.',
    meaning:
      'Kubernetes has rules for its own kinds that no schema says, and the value is against one of them.',
    fix: 'Change the value as the message says.',
    link: CONVENTIONS,
  },
  {
    rule: 'api/length',
    summary: 'A text, list or mapping has too few or too many members.',
    meaning:
      'The schema of the kind bounds the number of characters, items or fields. Characters are Unicode code points.',
    fix: 'Shorten it, or add what is missing.',
    link: VALIDATION,
  },
  {
    rule: 'api/list-type',
    summary: 'Two items of a list are the same.',
    meaning:
      'The list is a set, or each item has a key such as its name, and no two may be equal. Keys that are left out count with their default.',
    fix: 'Remove one of the two, or give it another key.',
    link: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
  },
  {
    rule: 'api/metadata-annotations',
    summary: 'An annotation has an impossible key, or all together are too large.',
    meaning:
      'The key is a name of at most 63 characters, with or without a DNS name and "/" before it. Keys and values together have at most 262,144 bytes.',
    fix: 'Correct the key; move large values to a ConfigMap.',
    link: `${CONCEPTS}/annotations/#syntax-and-character-set`,
  },
  {
    rule: 'api/metadata-finalizers',
    summary: 'A finalizer is no qualified name.',
    meaning:
      'A finalizer is a name with a DNS name before it, as in example.com/cleanup, and some exclude each other.',
    fix: 'Correct it; most manifests have no reason to set finalizers.',
    link: `${CONCEPTS}/finalizers`,
  },
  {
    rule: 'api/metadata-generation',
    summary: 'The generation is negative.',
    meaning: 'The server counts generations; a manifest need not have one.',
    fix: 'Remove metadata.generation.',
    link: CONVENTIONS,
  },
  {
    rule: 'api/metadata-labels',
    summary: 'A label has an impossible key or value.',
    meaning:
      'A value has at most 63 letters, digits, "-", "_" and ".", and starts and ends with a letter or digit. The key is such a name, with or without a DNS name and "/" before it.',
    fix: 'Correct the label; what does not fit belongs in an annotation.',
    link: `${CONCEPTS}/labels/#syntax-and-character-set`,
  },
  {
    rule: 'api/metadata-name',
    summary: 'The name is missing, or is none that this kind may have.',
    meaning:
      'Most names are DNS names: lower-case letters, digits, "-" and ".". Some kinds ask for less or more.',
    fix: 'Write a name as the message says.',
    link: `${NAMES}/#names`,
  },
  {
    rule: 'api/metadata-namespace',
    summary: 'The namespace cannot be the name of one.',
    meaning: 'The name of a namespace is a DNS label: at most 63 lower-case letters, digits and "-".',
    fix: 'Correct metadata.namespace.',
    link: `${NAMES}/#dns-label-names`,
  },
  {
    rule: 'api/metadata-managed-fields',
    summary: 'Who manages which fields is not well formed.',
    meaning:
      'The name of a manager has at most 128 bytes, all of them printable, and that of a subresource 256.',
    fix: 'Remove managedFields from manifests: the server keeps them.',
    link: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
  },
  {
    rule: 'api/metadata-owner-references',
    summary: 'An owner reference is not complete, or there are two controllers.',
    meaning:
      'A reference needs apiVersion, kind, name and uid of the owner, and one owner at most is the controller.',
    fix: 'Remove owner references from manifests: a uid is not known before the owner exists.',
    link: `${CONCEPTS}/owners-dependents`,
  },
  {
    rule: 'api/metadata-resource-version',
    summary: 'The object has a resourceVersion.',
    meaning:
      'It comes from a cluster. A server does not create an object that has one, and refuses an update when it is old.',
    fix: 'Remove metadata.resourceVersion.',
    link: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions',
  },
  {
    rule: 'api/more',
    summary: 'There are more problems than are listed.',
    meaning: 'Only the first 1000 problems of an object are listed.',
    fix: 'Mend those, and check again.',
    link: VALIDATION,
  },
  {
    rule: 'api/not',
    summary: 'The schema of the kind excludes the value.',
    meaning: 'The schema names values that are not allowed, and this is one of them.',
    fix: 'See `oc explain` for what the field takes.',
    link: VALIDATION,
  },
  {
    rule: 'api/not-found',
    summary: 'The object names a part of itself that it does not have.',
    meaning: 'For example a volume mount whose volume is not in the list of volumes.',
    fix: 'Correct the name, or add the part.',
    link: CONVENTIONS,
  },
  {
    rule: 'api/null',
    summary: 'A null stands where a value is expected.',
    meaning:
      'In YAML a key without a value is null. A server takes most of them for absent fields, but not this one.',
    fix: 'Remove the line, or give it a value.',
    link: `${CRDS}/#defaulting-and-nullable`,
  },
  {
    rule: 'api/one-of',
    summary: 'Not exactly one of several alternatives is met.',
    meaning:
      'The schema of the kind gives alternatives that exclude each other, and the object meets none or several.',
    fix: 'Keep what belongs to one of the alternatives.',
    link: VALIDATION,
  },
  {
    rule: 'api/pattern',
    summary: 'A text does not match the pattern of its field.',
    meaning: 'The schema of the kind has a regular expression (RE2) that the text must match somewhere.',
    fix: 'Write the text as the pattern in the message says.',
    link: VALIDATION,
  },
  {
    rule: 'api/required',
    summary: 'A required field is missing.',
    meaning: 'The server does not take the object without the field. A null counts as missing.',
    fix: 'Add the field; is it in the right place, and spelled with the right case?',
    link: VALIDATION,
  },
  {
    rule: 'api/scale',
    summary: 'What the scale subresource reads is not a number of replicas, or no selector.',
    meaning: 'The kind can be scaled, and the server checks the fields that scaling uses.',
    fix: 'Write a number of replicas from 0 on.',
    link: `${CRDS}/#scale-subresource`,
  },
  {
    rule: 'api/size',
    summary: 'The object is too large.',
    meaning:
      'A server refuses requests of more than 3 MiB unread; what it stores in etcd is bounded too, at about 1.5 MiB.',
    fix: 'Split the object.',
    link: CONVENTIONS,
  },
  {
    rule: 'api/type',
    summary: 'A value is of the wrong type.',
    meaning: 'For example a number where a text is expected. In YAML, 1, true, yes and 1e3 are no texts.',
    fix: 'Put texts in quotes; write numbers and booleans without.',
    link: VALIDATION,
  },
  {
    rule: 'api/unknown-field',
    summary: 'A field is not known to the kind.',
    meaning:
      'A server drops it, and with strict field validation refuses the object. Often it is misspelled, or at the wrong level. The case of letters counts.',
    fix: 'Correct or remove the field; `oc explain KIND.spec` lists those that there are.',
    link: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  },
  {
    rule: 'api/unknown-kind',
    summary: 'No schema is known for the kind.',
    meaning:
      'The object has not been judged beyond its form. It is an error when the kind is known in another version or group, or under nearly that name, and when Kubernetes has no such kind in one of its groups; other kinds are skipped, and an error with --strict only.',
    fix: 'Correct apiVersion and kind, or give the definitions of the cluster with --crds.',
    link: CRDS,
  },
];
