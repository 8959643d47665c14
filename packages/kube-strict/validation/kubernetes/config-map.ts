import type { Part } from './part.ts';
import { checkMemberName } from './resources.ts';
import { configKey } from './texts.ts';

/** All values together, in bytes. */
const MOST_BYTES = 1024 * 1024;

/** Settings for pods (k8s.io/kubernetes pkg/apis/core/validation, ValidateConfigMap). */
export function checkConfigMap(configMap: Part): void {
  const [data, binary] = [configMap.at('data'), configMap.at('binaryData')];
  for (const [key, value] of [...data.members, ...binary.members]) checkMemberName(key, value, configKey);
  for (const [key, value] of binary.members)
    if (data.at(key).exists) value.forbid('in data and in binaryData');
  let bytes = 0;
  for (const [, value] of data.members) bytes += Buffer.byteLength(value.text);
  for (const [, value] of binary.members) bytes += decodedBytes(value.text);
  checkSize(configMap, bytes);
}

/** @param bytes of all values, decoded */
export function checkSize(object: Part, bytes: number): void {
  object.atMost(MOST_BYTES, 'bytes in all values together', bytes);
}

/** How many bytes base64 stands for. */
export function decodedBytes(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}
