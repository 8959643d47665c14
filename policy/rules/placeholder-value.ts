import { isReference } from 'kube-strict/ground/secrets.ts';
import { type TextPlace, textsIn } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';

/** Values that samples have for the reader to replace are replaced. */
export const placeholderValue: PolicyRule = {
  id: 'policy/placeholder-value',
  severity: 'error',
  title: 'No placeholders left over from a sample',
  why: 'The cluster takes <name> or changeme as it stands; what needs the real value fails later and elsewhere.',
  fix: 'Write the real value.',
  docs: 'Document sections 2.2, 3.3, 3.5 to 3.7 and 3.9, whose samples have <...> to replace',
  // A definition of an API has examples and descriptions, and nothing to replace.
  appliesTo: ({ kind }) => kind !== 'CustomResourceDefinition',
  check: (object, context) =>
    textsIn(object)
      .flatMap((place) => findingsIn(place, context))
      .filter(({ path }) => !isProse(path)),
};

/** Words that stand for a value, without their punctuation. */
const WORDS = new Set(['changeme', 'replaceme', 'fixme', 'yourpassword', 'yourtoken', 'yourapikey']);

function findingsIn({ path, key, value }: TextPlace, context: PolicyContext): PolicyFinding[] {
  if (key === INITDATA_ANNOTATION) {
    const reading = context.initdata(value);
    if ('initdata' in reading) {
      const { attestationAgent, confidentialDataHub } = reading.initdata;
      const text = JSON.stringify([attestationAgent, confidentialDataHub]);
      return exampleHosts(path, text, 'The initdata points to');
    }
  }
  const text = value.trim();
  if (isReference(text)) return [];
  if (isBracketed(text)) {
    return [{ path, message: `${describe(text)} is a placeholder, and expected is a value.` }];
  }
  if (text.length < 40 && WORDS.has(text.toLowerCase().replaceAll(/[^a-z]/g, ''))) {
    return [{ path, message: `${describe(text)} is a placeholder, and expected is a value.` }];
  }
  return isGroup(path) ? [] : exampleHosts(path, text, 'Points to');
}

/** Names of API groups and finalizers are below a domain, and lead to no host. */
function isGroup(path: string): boolean {
  return /\/(?:apiVersion|group|apiGroup|(?:apiGroups|finalizers)\/\d+)$/.test(path);
}

/** `<name>` alone, or in a value of one word such as `registry/<image>`. In a text of many words it may be anything. */
function isBracketed(text: string): boolean {
  if (text.length > 500) return false;
  if (/^<[A-Za-z][^<>]{0,80}>$/.test(text)) return true;
  return (
    !/[\s"'(){}\\]/.test(text) && !text.includes('</') && /[/:@.=-]<[A-Za-z][A-Za-z0-9_.-]{0,80}>/.test(text)
  );
}

/** A host, or the prefix of a label, below a domain that is for examples (RFC 2606), in a URL, an address or alone. */
function exampleHosts(path: string, text: string, start: string): PolicyFinding[] {
  const found = /(?:^|[/@."'])example\.(?:com|org|net)(?=$|[/:"',\s])/.exec(text);
  if (found === null) return [];
  return [
    {
      path,
      severity: 'warning',
      message: `${start} "${whole(text, found.index, found[0].length)}", below a domain that is for examples.`,
      fix: 'Write your own; for a rendered file, in the profile that its first line names.',
    },
  ];
}

/** All of a host, and what a label has after it; of a URL or an address no more, which may be secret. */
function whole(text: string, from: number, length: number): string {
  const before = /[A-Za-z0-9.-]{0,100}$/.exec(text.slice(Math.max(0, from - 100), from + 1))?.[0] ?? '';
  const start = from + 1 - before.length;
  const end = from + length;
  const isAddress = /[/@]/.test(text.charAt(start - 1));
  const rest = isAddress ? '' : (/^\/[\w.-]{1,63}/.exec(text.slice(end, end + 64))?.[0] ?? '');
  return text.slice(start, end) + rest;
}

function isProse(path: string): boolean {
  return /\/(?:description|examples?)(?:\/|$)/.test(path);
}
