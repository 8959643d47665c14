import { isGoBase64 } from './base64.ts';
import { CUSTOM_FORMATS, type FormatCheck } from './custom-formats.ts';
import { isQuantity } from './quantity.ts';
import { isMicroTimestamp, isTimestamp } from './time.ts';

/** Every format that a compiled schema may name: those of custom resources, and what Go decodes in Kubernetes' own types. */
export const FORMATS: Readonly<Record<string, FormatCheck>> = {
  ...CUSTOM_FORMATS,
  'go-byte': isGoBase64,
  'go-micro-time': isMicroTimestamp,
  'go-quantity': isQuantity,
  'go-time': isTimestamp,
};
