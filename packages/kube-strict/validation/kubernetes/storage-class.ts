import { qualifiedName } from '../metadata/names.ts';
import { distinct, type Part, type TextCheck } from './part.ts';

// How volumes are made: k8s.io/kubernetes pkg/apis/storage/validation/validation.go.

const MOST_PARAMETERS = 512;
const MOST_PARAMETER_BYTES = 256 * 1024;

export function checkStorageClass(storageClass: Part): void {
  storageClass.at('provisioner').expectRequired(provisioner);
  checkParameters(storageClass.at('parameters'));
  storageClass.at('reclaimPolicy').oneOfOrDefault(['Delete', 'Retain']);
  storageClass.at('volumeBindingMode').oneOfIfSet(['Immediate', 'WaitForFirstConsumer']);
  checkTopologies(storageClass.at('allowedTopologies'));
}

export function checkVolumeAttributesClass(attributesClass: Part): void {
  attributesClass.at('driverName').expectRequired(provisioner);
  const parameters = attributesClass.at('parameters');
  if (parameters.size === 0) parameters.require();
  checkParameters(parameters);
}

/** Who makes volumes, in any case (validateProvisioner). */
const provisioner: TextCheck = (text) => qualifiedName(text.toLowerCase());

function checkParameters(parameters: Part): void {
  parameters.atMost(MOST_PARAMETERS, 'parameters');
  let bytes = 0;
  for (const [key, value] of parameters.members) {
    if (key === '') value.invalid('Expected a name of a parameter, found none.');
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value.text);
  }
  parameters.atMost(MOST_PARAMETER_BYTES, 'bytes of names and values', bytes);
}

/** Where volumes may be (pkg/apis/core/validation, ValidateTopologySelectorTerm). */
function checkTopologies(terms: Part): void {
  const seen = new Set<string>();
  for (const term of terms.items) {
    const labels = term.at('matchLabelExpressions').items;
    for (const label of labels) {
      label.at('key').expect(qualifiedName);
      const values = label.at('values');
      if (values.size === 0) values.require();
      distinct(values.items, ({ text }) => text);
    }
    distinct(labels, (label) => label.at('key').text, 'key');
    if (labels.length === 0) term.invalid('Expected labels to match, found none.');
    const key = keyOf(labels);
    if (seen.has(key)) term.duplicate();
    seen.add(key);
  }
}

/** The same for terms that say the same. */
function keyOf(labels: readonly Part[]): string {
  const entries = labels.map((label) => [label.at('key').text, label.at('values').texts.sort()] as const);
  return JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
