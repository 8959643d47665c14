import { keyText, valueText } from './yaml-text.ts';

/**
 * YAML text of a JSON object or list, such that Go's readers get back exactly that value: no anchors, no folded lines,
 * block literals for text of several lines. Ends with a line break.
 * Values that are not JSON are not looked for; `emitChecked` does.
 */
export function emitYaml(value: unknown): string {
  return `${nodeText(value, '')}\n`;
}

/** @param indent what stands before each line of the value but the first */
function nodeText(value: unknown, indent: string): string {
  if (typeof value === 'string') return valueText(value, indent);
  // Scalars are written as in JSON, but that Go has no negative zero among integers; so are empty lists and mappings.
  if (!hasMembers(value)) return JSON.stringify(value === 0 ? 0 : value);
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `- ${nodeText(item, deeper)}`)
    : Object.entries(value).map(([key, member]) => {
        const separator = hasMembers(member) ? `\n${deeper}` : ' ';
        return `${keyText(key, indent)}:${separator}${nodeText(member, deeper)}`;
      });
  return lines.join(`\n${indent}`);
}

function hasMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
