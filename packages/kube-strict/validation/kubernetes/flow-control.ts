import { describe } from '../describe.ts';
import { dnsLabel, dnsSubdomain } from '../metadata/names.ts';
import type { Part, TextCheck } from './part.ts';

// Fairness among requests: k8s.io/kubernetes pkg/apis/flowcontrol/validation/validation.go.

const MOST_PRECEDENCE = 10_000;
const ALL = '*';
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
/** Kinds of subjects, and the fields that say who they are. */
const SUBJECTS: Readonly<Record<string, string>> = {
  Group: 'group',
  ServiceAccount: 'serviceAccount',
  User: 'user',
};

export function checkFlowSchema(schema: Part): void {
  const spec = schema.at('spec');
  const precedence = spec.at('matchingPrecedence');
  // The server makes 1000 of 0.
  precedence.between(0, MOST_PRECEDENCE);
  if (precedence.number === 1 && schema.at('metadata', 'name').text !== 'exempt')
    precedence.invalid('Expected more than 1, which only the schema "exempt" has.');
  const method = spec.at('distinguisherMethod');
  if (method.exists) method.at('type').oneOf(['ByNamespace', 'ByUser']);
  spec.at('priorityLevelConfiguration', 'name').expectRequired(dnsSubdomain);
  for (const rule of spec.at('rules').items) checkRule(rule);
}

function checkRule(rule: Part): void {
  const [subjects, resources, urls] = ['subjects', 'resourceRules', 'nonResourceRules'].map((field) =>
    rule.at(field),
  ) as [Part, Part, Part];
  if (subjects.size === 0) subjects.require();
  for (const subject of subjects.items) checkSubject(subject);
  if (resources.size + urls.size === 0) rule.require('needs resourceRules or nonResourceRules');
  for (const one of resources.items) {
    checkVerbs(one.at('verbs'));
    checkNames(one.at('apiGroups'));
    checkNames(one.at('resources'));
    if (one.at('namespaces').size > 0 || !one.at('clusterScope').flag)
      checkNames(one.at('namespaces'), dnsLabel);
  }
  for (const one of urls.items) {
    checkVerbs(one.at('verbs'));
    checkNames(one.at('nonResourceURLs'), urlPath);
  }
}

function checkSubject(subject: Part): void {
  const kind = subject.at('kind');
  if (!kind.oneOf(Object.keys(SUBJECTS))) return;
  for (const [name, field] of Object.entries(SUBJECTS)) {
    const who = subject.at(field);
    if (name !== kind.text) who.forbidIfSet(`for the kind ${kind.text}`);
    else if (!who.exists) who.require(`is required for the kind ${name}`);
    else if (who.at('name').requireText() && name === 'ServiceAccount' && who.at('name').text !== ALL)
      who.at('name').expect(dnsSubdomain);
  }
  if (kind.text === 'ServiceAccount' && subject.at('serviceAccount').exists)
    subject.at('serviceAccount', 'namespace').expectRequired(dnsLabel);
}

function checkVerbs(verbs: Part): void {
  if (checkNames(verbs)) for (const verb of verbs.items) verb.oneOf([ALL, ...VERBS]);
}

/** Names, or all of them. */
function checkNames(names: Part, check: TextCheck = () => undefined): boolean {
  if (names.size === 0) names.require();
  const all = names.texts.includes(ALL);
  if (all && names.size > 1) names.invalid('Expected "*" by itself, found others beside it.');
  for (const name of all ? [] : names.items) name.expect(check);
  return names.size > 0 && !all;
}

const urlPath: TextCheck = (text) => {
  const star = text.indexOf('*');
  const isFine = text.startsWith('/') && !text.includes(' ') && !text.includes('//');
  return isFine && (star < 0 || (star === text.length - 1 && text.endsWith('/*')))
    ? undefined
    : 'a path that starts with "/", without blanks and "//", and with "*" only after a last "/"';
};

const MOST_QUEUES = 10_000_000;
/** What the server fills in. */
const QUEUES = 64;
const HAND = 8;
/** How many bits of a hash there are to choose queues by (apiserver pkg/util/shufflesharding). */
const HASH_BITS = 60;

export function checkPriorityLevelConfiguration(level: Part): void {
  const spec = level.at('spec');
  const [type, limited, exempt] = ['type', 'limited', 'exempt'].map((field) => spec.at(field)) as [
    Part,
    Part,
    Part,
  ];
  if (!type.oneOf(['Exempt', 'Limited'])) return;
  if ((level.at('metadata', 'name').text === 'exempt') !== (type.text === 'Exempt'))
    type.invalid('Expected "Exempt" for the level "exempt", and "Limited" for any other.');
  for (const shares of [limited, exempt]) {
    shares.at('nominalConcurrencyShares').atLeast(0);
    shares.at('lendablePercent').between(0, 100);
    shares.at('borrowingLimitPercent').atLeast(0);
  }
  if (type.text === 'Exempt') {
    limited.forbidIfSet('for the type Exempt');
    return;
  }
  exempt.forbidIfSet('for the type Limited');
  if (limited.exists) checkResponse(limited.at('limitResponse'));
  else limited.require('is required for the type Limited');
}

function checkResponse(response: Part): void {
  const [type, queuing] = [response.at('type'), response.at('queuing')];
  if (!type.oneOf(['Queue', 'Reject'])) return;
  if (type.text === 'Reject') queuing.forbidIfSet('for the type Reject');
  else if (!queuing.exists) queuing.require('is required for the type Queue');
  else checkQueuing(queuing);
}

function checkQueuing(queuing: Part): void {
  const [queues, hand] = [queuing.at('queues'), queuing.at('handSize')];
  queuing.at('queueLengthLimit').atLeast(0);
  const [deck, size] = [queues.number || QUEUES, hand.number || HAND];
  if (!queues.between(0, MOST_QUEUES) || !hand.atLeast(0)) return;
  const bits = Math.ceil(Math.log2(deck) * size);
  if (size > deck)
    hand.invalid(`Expected at most as many as there are queues, ${deck}; found ${describe(size)}.`);
  else if (bits > HASH_BITS)
    hand.invalid(`Expected fewer: ${size} of ${deck} queues take ${bits} bits of ${HASH_BITS}.`);
}
