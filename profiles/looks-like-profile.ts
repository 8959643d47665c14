import { isJsonObject } from 'kube-strict/ground/json.ts';

const KEYS = ['tee', 'trustee'];

/** Whether something that was read is a profile, which has none of the keys that every manifest has. */
export function looksLikeProfile(value: unknown): boolean {
  return (
    isJsonObject(value) && KEYS.every((key) => key in value) && !('apiVersion' in value || 'kind' in value)
  );
}

/** The same of a text. */
export function textLooksLikeProfile(text: string): boolean {
  return (
    KEYS.every((key) => new RegExp(`^${key}[ \\t]*:`, 'm').test(text)) &&
    !/^(?:apiVersion|kind)[ \t]*:/m.test(text)
  );
}
