import { isRequestUri } from '../formats/uri.ts';
import { dnsSubdomain } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkPortNumber } from './ports.ts';

/** Whom the server asks (apiserver pkg/util/webhook/validation.go). */
export function checkWebhookClient(client: Part): void {
  const [url, service] = [client.at('url'), client.at('service')];
  if (url.exists === service.exists)
    client.invalid(`Expected one of url and service, found ${url.exists ? 'both' : 'neither'}.`);
  else if (url.exists) checkUrl(url);
  else checkWebhookService(service);
}

function checkWebhookService(service: Part): void {
  for (const field of ['name', 'namespace']) service.at(field).requireText();
  if (service.at('port').exists) checkPortNumber(service.at('port'));
  if (service.at('path').exists) service.at('path').expect(webhookPath);
}

function checkUrl(url: Part): void {
  // The parts of an address as Go reads them, which is more lenient than the URL class.
  const [, scheme = '', authority = '', rest = ''] = /^([^:/?#]*):\/\/([^/?#]*)(.*)$/s.exec(url.text) ?? [];
  const isFine =
    isRequestUri(url.text) &&
    scheme.toLowerCase() === 'https' &&
    authority !== '' &&
    !authority.includes('@');
  if (!isFine || /[?#]./s.test(rest))
    url.malformed('an address that starts with https://, without user, query and fragment');
}

/** A path at the service that is asked. */
function webhookPath(path: string): string | undefined {
  if (path === '' || path === '/') return undefined;
  const steps = path.slice(1).split('/');
  const named = steps.length > 1 && steps.at(-1) === '' ? steps.slice(0, -1) : steps;
  return path.startsWith('/') && named.every((step) => dnsSubdomain(step) === undefined)
    ? undefined
    : 'an absolute path of DNS subdomains between slashes';
}
