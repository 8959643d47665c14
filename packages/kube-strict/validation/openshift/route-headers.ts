import { distinct, type Part } from '../kubernetes/part.ts';
import { re2 } from '../patterns/re2.ts';

const MOST_ACTIONS = 20;
const MOST_NAME_BYTES = 255;
const MOST_VALUE_BYTES = 16_384;
const NAME = /^[-!#$%&'*+.0-9A-Z^_`a-z|~]+$/;
/** Those that belong to the router. */
const RESERVED = ['cookie', 'proxy', 'set-cookie', 'strict-transport-security'];

/** Text, or what HAProxy fetches from a header (openshift/library-go pkg/route/validation, permittedHeaderValueTemplate). */
function valuePattern(fetcher: 'req' | 'res') {
  const fetched = `(?:${fetcher}\\.hdr\\([0-9A-Za-z-]+\\)|ssl_c_der)(?:,(?:lower|base64))*`;
  return re2(`^(?:%(?:%|(?:\\{[-+]?[QXE](?:,[-+]?[QXE])*\\})?\\[${fetched}\\])|[^%[:cntrl:]])+$`);
}

const LISTS = [
  ['request', valuePattern('req')],
  ['response', valuePattern('res')],
] as const;

/** Headers that a route sets or removes (validateHeaders). */
export function checkRouteHeaders(spec: Part): void {
  const actions = spec.at('httpHeaders', 'actions');
  const termination = spec.at('tls', 'termination');
  const hasAny = LISTS.some(([field]) => actions.at(field).size > 0);
  if (hasAny && termination.text.toLowerCase() === 'passthrough')
    termination.invalid('Expected edge or reencrypt where headers are changed.');
  for (const [field, pattern] of LISTS) {
    const headers = actions.at(field);
    if (!headers.atMost(MOST_ACTIONS, 'headers')) continue;
    for (const header of headers.items) checkHeader(header, (value) => pattern.test(value));
    distinct(headers.items, (header) => header.at('name').text, 'name');
  }
}

function checkHeader(header: Part, isValue: (text: string) => boolean): void {
  const [name, type, set] = [header.at('name'), header.at('action', 'type'), header.at('action', 'set')];
  if (name.requireText() && name.atMost(MOST_NAME_BYTES, 'bytes', Buffer.byteLength(name.text))) {
    if (RESERVED.includes(name.text.toLowerCase())) name.forbid('to a header of the router');
    else if (!NAME.test(name.text)) name.malformed('the name of a header');
  }
  type.oneOf(['Delete', 'Set']);
  if (type.text === 'Set' && !set.exists) set.require('is required for the type Set');
  if (type.text !== 'Set') set.forbidIfSet('unless the type is Set');
  if (!set.exists) return;
  const value = set.at('value');
  if (!value.requireText() || !value.atMost(MOST_VALUE_BYTES, 'bytes', Buffer.byteLength(value.text))) return;
  if (!isValue(value.text)) value.malformed('text, or what HAProxy may fetch, as in %[req.hdr(host),lower]');
}
