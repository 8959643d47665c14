import { UserError } from 'kube-strict/ground/user-error.ts';
import { firstDifference } from './difference.ts';
import { findUnwritable } from './unwritable.ts';
import { emitYaml } from './yaml.ts';
import { readYamlLikeGo } from './yaml-like-go.ts';

/** Texts that have been read back, by the JSON of their values: clusters have many objects in common. */
const proved = new Map<string, string>();

/**
 * YAML text of a value (see emitYaml), proved: it has been read back as Go reads it, and was the same.
 * @param file where the text will stand, for the messages
 * @throws UserError when a text holds characters that kustomize loses: such text comes from a profile or a file it names
 * @throws Error (our own fault) when the value is not JSON, or is not read back as it was; each place is named
 */
export function emitChecked(value: unknown, file: string): string {
  const unwritable = findUnwritable(value);
  if (unwritable.length > 0) {
    if (!unwritable.every((problem) => problem.text)) {
      throw new Error(unwritable.map(({ path, message }) => `${file}: ${path}: ${message}`).join('\n'));
    }
    const fix = 'take it out of the text in the profile, or in the file that the profile names';
    throw new UserError(unwritable.map(({ path, message }) => ({ file, path, message, fix })));
  }
  const json = JSON.stringify(value);
  const known = proved.get(json);
  if (known !== undefined) return known;
  const text = emitYaml(value);
  const path = firstDifference(value, readBack(text, file));
  if (path !== undefined) throw new Error(`${file}: ${path}: reads back different from what was written`);
  proved.set(json, text);
  return text;
}

function readBack(text: string, file: string): unknown {
  try {
    return readYamlLikeGo(text);
  } catch (cause) {
    throw new Error(`${file}: cannot be read back`, { cause });
  }
}
