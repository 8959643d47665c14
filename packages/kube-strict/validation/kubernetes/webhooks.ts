import { dns1035Label } from '../metadata/names.ts';
import { checkAdmissionRule, checkMatchConditions } from './admission-rules.ts';
import { distinct, type Part } from './part.ts';
import { checkSelector } from './selectors.ts';
import { domainOf } from './texts.ts';
import { checkWebhookClient } from './webhook-client.ts';

const MOST_SECONDS = 30;
/** Versions of the review that the server can send. */
const REVIEWS = ['v1', 'v1beta1'];

/**
 * Who is asked about requests (k8s.io/kubernetes pkg/apis/admissionregistration/validation,
 * ValidateValidatingWebhookConfiguration and ValidateMutatingWebhookConfiguration).
 */
export function checkWebhooks(configuration: Part): void {
  const { items } = configuration.at('webhooks');
  for (const webhook of items) checkWebhook(webhook);
  distinct(items, (webhook) => webhook.at('name').text, 'name');
}

function checkWebhook(webhook: Part): void {
  webhook.at('name').expectRequired(domainOf(3));
  checkReviewVersions(webhook.at('admissionReviewVersions'));
  for (const rule of webhook.at('rules').items) checkAdmissionRule(rule);
  webhook.at('failurePolicy').oneOfIfSet(['Fail', 'Ignore']);
  webhook.at('matchPolicy').oneOfIfSet(['Equivalent', 'Exact']);
  webhook.at('reinvocationPolicy').oneOfIfSet(['IfNeeded', 'Never']);
  const effects = webhook.at('sideEffects');
  if (effects.exists) effects.oneOf(['None', 'NoneOnDryRun']);
  else effects.require();
  if (webhook.at('timeoutSeconds').exists) webhook.at('timeoutSeconds').between(1, MOST_SECONDS);
  for (const field of ['namespaceSelector', 'objectSelector']) checkSelector(webhook.at(field));
  checkWebhookClient(webhook.at('clientConfig'));
  checkMatchConditions(webhook.at('matchConditions'));
}

/** Versions in the order in which a webhook likes them. */
export function checkReviewVersions(versions: Part): void {
  if (versions.size === 0) versions.require();
  for (const version of versions.items) version.expect(dns1035Label);
  distinct(versions.items, ({ text }) => text);
  if (versions.size > 0 && !versions.texts.some((version) => REVIEWS.includes(version)))
    versions.invalid(`Expected one of ${REVIEWS.join(', ')} among them.`);
}
