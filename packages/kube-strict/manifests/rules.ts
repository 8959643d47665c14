import type { RuleText } from '../validation/rule-text.ts';

const YAML_1_1 = 'https://yaml.org/spec/1.1/';
const READER = 'https://github.com/kubernetes-sigs/yaml';
const STRICT = 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation';

/** The rules of `yaml/...`: what a server refuses of the text of a manifest, or reads in another way than other readers. */
export const YAML_RULES: readonly RuleText[] = [
  {
    rule: 'yaml/alias',
    summary: 'An alias repeats nothing, or itself.',
    meaning:
      'An alias (*name) repeats the value that an earlier anchor (&name) marks. Anchors end with their document.',
    fix: 'Write the value out, or add the anchor before the alias.',
    link: `${YAML_1_1}#id863390`,
  },
  {
    rule: 'yaml/alias-expansion',
    summary: 'Aliases repeat too much.',
    meaning:
      'A few lines of aliases can stand for billions of values. A server refuses documents that consist of repetition.',
    fix: 'Write the values out.',
    link: READER,
  },
  {
    rule: 'yaml/ambiguous-boolean',
    summary: 'A word is read as a boolean by some readers, and as a text by others.',
    meaning:
      'The server reads y, n, yes, no, on and off as booleans, also as keys and names; YAML 1.2 reads texts.',
    fix: 'Write true or false, or put the word in quotes.',
    link: 'https://yaml.org/type/bool.html',
  },
  {
    rule: 'yaml/ambiguous-number',
    summary: 'A number is not the same number for every reader.',
    meaning:
      'The server takes 0644 for octal, which is 420, and 1_000 for 1000; other readers see 644, or a text.',
    fix: 'Write a number in plain decimal digits (a file mode 0644 is 420), or put a text in quotes.',
    link: 'https://yaml.org/type/int.html',
  },
  {
    rule: 'yaml/ambiguous-time',
    summary: 'A date or time is read as a text by the server, and as something else by others.',
    meaning:
      'YAML 1.1 has dates, and takes 12:30:45 for a number of seconds. Kustomize writes dates out as times.',
    fix: 'Put it in quotes.',
    link: 'https://yaml.org/type/timestamp.html',
  },
  {
    rule: 'yaml/character',
    summary: 'A character cannot be in YAML.',
    meaning: 'Control characters, and a byte order mark that is not at the start of the file, are refused.',
    fix: 'Remove it, or write it as an escape in double quotes.',
    link: `${YAML_1_1}#id868524`,
  },
  {
    rule: 'yaml/depth',
    summary: 'The document is nested too deeply.',
    meaning: 'No API needs more than a few dozen levels; very deep documents are not read.',
    fix: 'Look for brackets or indentation that never end.',
    link: READER,
  },
  {
    rule: 'yaml/duplicate-key',
    summary: 'A key is twice in one mapping.',
    meaning:
      'Readers take one of the two values, and not all the same. With strict field validation a server refuses it. Different spellings can be one key: y and "true".',
    fix: 'Keep one of the two.',
    link: STRICT,
  },
  {
    rule: 'yaml/encoding',
    summary: 'The file is not UTF-8.',
    meaning: 'Manifests are UTF-8 text. Other encodings, and binary files, are not read.',
    fix: 'Save the file as UTF-8.',
    link: `${YAML_1_1}#id868742`,
  },
  {
    rule: 'yaml/escape',
    summary: 'Double quotes have an escape that the server does not know.',
    meaning: 'YAML 1.2 and JSON know \\/ for a slash; the YAML of the server is older and does not.',
    fix: 'Write the slash by itself.',
    link: `${YAML_1_1}#id872840`,
  },
  {
    rule: 'yaml/key',
    summary: 'A key is neither a text, nor a number, nor a boolean.',
    meaning:
      'Objects become JSON, where keys are texts. A key that is empty, null, a list or a mapping has no text.',
    fix: 'Write the key as text, in quotes if need be.',
    link: READER,
  },
  {
    rule: 'yaml/merge',
    summary: 'Something is merged that is no mapping.',
    meaning: 'The key << merges a mapping, or a list of mappings, into the mapping that it stands in.',
    fix: 'Merge a mapping.',
    link: 'https://yaml.org/type/merge.html',
  },
  {
    rule: 'yaml/merge-conflict',
    summary: 'Git has left both sides of a merge in the file.',
    meaning:
      'Between <<<<<<< and >>>>>>> stand two versions of the same lines. No reader takes that for YAML.',
    fix: 'Keep the lines that are right and remove the marks; a file that is rendered is rendered again instead.',
    link: 'https://git-scm.com/docs/git-merge#_how_conflicts_are_presented',
  },
  {
    rule: 'yaml/merge-key',
    summary: 'A mapping is merged with <<.',
    meaning:
      'The server and kubectl merge; YAML 1.2 has no such key, and its readers may keep it as a field.',
    fix: 'Write the mapping out.',
    link: 'https://yaml.org/type/merge.html',
  },
  {
    rule: 'yaml/merge-override',
    summary: 'A key overrides one that is merged with <<.',
    meaning:
      'kubectl lets a later key win, but with strict field validation a server takes it for a key that is there twice.',
    fix: 'Write the mapping out, without <<.',
    link: STRICT,
  },
  {
    rule: 'yaml/not-json',
    summary: 'A value is an infinite number, or none (.inf, .nan).',
    meaning: 'Objects become JSON, which has no such numbers.',
    fix: 'Put it in quotes if a text is meant.',
    link: 'https://yaml.org/type/float.html',
  },
  {
    rule: 'yaml/size',
    summary: 'A document is too large to be read.',
    meaning:
      'A server takes requests of at most 3 MiB. Larger documents are read up to a bound, since they may hold a list of objects.',
    fix: 'Split the document, or write it as JSON or in block style.',
    link: READER,
  },
  {
    rule: 'yaml/syntax',
    summary: 'The text is not YAML, or not JSON.',
    meaning:
      'The server cannot read the document. The message points to where it stops to make sense, which can be after the mistake.',
    fix: 'Look at the place and the line before: indentation, brackets, quotes, a missing space after a colon.',
    link: YAML_1_1,
  },
  {
    rule: 'yaml/tag',
    summary: 'A value is not what its tag says.',
    meaning: 'A tag such as !!int gives the type of a value, and this text cannot be read as one.',
    fix: 'Remove the tag, or correct the value.',
    link: 'https://yaml.org/type/',
  },
  {
    rule: 'yaml/version',
    summary: 'A directive asks for another version of YAML than 1.1.',
    meaning: 'The server takes %YAML 1.1 and no other.',
    fix: 'Remove the line.',
    link: `${YAML_1_1}#id895631`,
  },
];
