import type { GateApplied } from '../../../rollout/gates/gate-cluster.ts';
import type { Edits } from './places.ts';

type Keys = readonly (string | number)[];

const isEmpty = (value: unknown) => value === false || value === '' || value === 0;

/** Each leaf of what Git has of an object: gone, of another value, of another type; each list longer. */
export function contentOf({ content, closed }: GateApplied, path: string): Edits[] {
  const found: Edits[] = [];
  const put = (keys: Keys, value: unknown) => {
    found.push([{ path, keys, value }]);
  };
  const visit = (value: unknown, keys: Keys, kept: boolean): void => {
    if (Array.isArray(value)) {
      if (value.length > 0) found.push([{ path, keys }]);
      put(keys, [...value, 'more']);
      for (const [index, one] of value.entries()) visit(one, [...keys, index], false);
    } else if (typeof value === 'object' && value !== null && !('$sha256' in value)) {
      if (keys.length > 1) put(keys, 'x');
      if (closed === true && keys.length > 0) put([...keys, 'more'], 'x');
      for (const [key, one] of Object.entries(value)) {
        visit(
          one,
          [...keys, key],
          /^(nodeSelector|labels|matchLabels|data|selector)$/.test(String(keys.at(-1))),
        );
      }
    } else {
      // A server leaves out what is empty, but not from a mapping of a user.
      if (!isEmpty(value) || kept) found.push([{ path, keys }]);
      for (const other of ['other', 98765, [1], { a: 1 }]) put(keys, other);
      if (typeof value === 'boolean') put(keys, !value);
    }
  };
  visit(content, [], false);
  return found;
}
