import { INITDATA_ANNOTATION } from '../../../initdata/annotation.ts';
import { describe } from '../../describe.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isReference } from '../support/secrets.ts';
import { type TextPlace, textsIn } from '../support/values.ts';

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
      return isExampleHost(text) ? [exampleHost(path, 'The initdata points to')] : [];
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
  return isExampleHost(text) && !isGroup(path) ? [exampleHost(path, 'Points to')] : [];
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

/** A host below a domain that is for examples (RFC 2606), in a URL, an address or alone. */
function isExampleHost(text: string): boolean {
  return /(?:^|[/@."'])example\.(?:com|org|net)(?=$|[/:"',\s])/.test(text);
}

function exampleHost(path: string, start: string): PolicyFinding {
  return {
    path,
    severity: 'warning',
    message: `${start} a host below example.com, .org or .net, which is for examples.`,
    fix: 'Write your own host.',
  };
}

function isProse(path: string): boolean {
  return /\/(?:description|examples?)(?:\/|$)/.test(path);
}
