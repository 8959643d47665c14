import { isJsonObject } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import { describe } from '../describe.ts';
import type { Findings } from '../judgement.ts';
import type { ManagedFields } from './object-meta.ts';

const RULE = 'api/metadata-managed-fields';
const MOST_MANAGER_BYTES = 128;
const MOST_SUBRESOURCE_BYTES = 256;

/**
 * The rules on who manages which fields (apimachinery pkg/apis/meta/v1/validation/validation.go, ValidateManagedFields). The
 * server reads the list before it is judged, and drops it whole when an entry cannot be read
 * (apimachinery pkg/util/managedfields/internal/managedfields.go, DecodeManagedFields): then anything goes.
 */
export function checkManagedFields(
  entries: readonly ManagedFields[],
  path: string,
  findings: Findings,
): void {
  if (!entries.every(isReadable)) return;
  for (const [index, { manager = '', subresource = '' }] of entries.entries()) {
    const place = memberPointer(path, index);
    const bytes = Buffer.byteLength(manager);
    if (bytes > MOST_MANAGER_BYTES) {
      const message = `A manager may have ${MOST_MANAGER_BYTES} bytes, and this has ${bytes}.`;
      findings.add(RULE, `${place}/manager`, message);
    } else if (UNPRINTABLE.test(manager)) {
      const message = `Expected printable characters, found ${describe(manager)}.`;
      findings.add(RULE, `${place}/manager`, message);
    }
    const length = Buffer.byteLength(subresource);
    if (length > MOST_SUBRESOURCE_BYTES) {
      const message = `A subresource may have ${MOST_SUBRESOURCE_BYTES} bytes, and this has ${length}.`;
      findings.add(RULE, `${place}/subresource`, message);
    }
  }
}

/** What Go does not take for printable: all but letters, marks, numbers, punctuation, symbols and the blank. */
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

/** An entry that owns no field is dropped as well. */
function isReadable({ operation, fieldsType, fieldsV1 }: ManagedFields): boolean {
  const isKnown = operation === 'Apply' || operation === 'Update';
  return isKnown && fieldsType === 'FieldsV1' && fieldsV1 !== undefined && isJsonObject(fieldsV1);
}
