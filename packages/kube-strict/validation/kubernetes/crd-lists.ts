import type { Part } from './part.ts';

/** How lists are merged (apiextensions-apiserver pkg/apis/apiextensions/validation, validateMapListKeysMapSet and others). */
export function checkList(schema: Part): void {
  const [listType, keys, items] = [
    schema.at('x-kubernetes-list-type'),
    schema.at('x-kubernetes-list-map-keys'),
    schema.at('items'),
  ];
  if (keys.size > 0 && listType.text !== 'map') keys.forbid('unless x-kubernetes-list-type is map');
  if (!listType.exists || !listType.oneOf(['atomic', 'map', 'set'])) return;
  if (schema.at('type').text !== 'array') listType.forbid('unless the type is array');
  if (listType.text === 'atomic') return;
  if (items.at('nullable').flag)
    items.at('nullable').forbid(`to true in a list of the type ${listType.text}`);
  if (listType.text === 'set') checkSetItems(items);
  else checkMap(keys, items);
}

/** What is equal or not as a whole. */
function checkSetItems(items: Part): void {
  const type = items.at('type').text;
  if (type === 'array') items.at('x-kubernetes-list-type').oneOfIfSet(['atomic']);
  if (type === 'object') items.at('x-kubernetes-map-type').oneOf(['atomic']);
}

function checkMap(keys: Part, items: Part): void {
  if (keys.size === 0) keys.require('is required for a list of the type map');
  if (!items.exists) return;
  if (!items.at('type').oneOf(['object'])) return;
  const required = new Set(items.at('required').texts);
  const seen = new Set<string>();
  for (const key of keys.items) {
    if (seen.has(key.text)) key.duplicate();
    seen.add(key.text);
    const property = items.at('properties', key.text);
    if (!property.exists) {
      key.add('api/not-found', `Expected a property of the items, found "${key.text}".`);
      continue;
    }
    if (['array', 'object'].includes(property.at('type').text))
      property.at('type').invalid('Expected a scalar type, since this is a key of the list.');
    if (!required.has(key.text) && !property.at('default').exists)
      property
        .at('default')
        .require('is needed, or the property must be required, since it is a key of the list');
    if (property.at('nullable').flag) property.at('nullable').forbid('to true in a key of the list');
  }
}
