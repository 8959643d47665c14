import { checkFieldReference, checkResourceReference, VOLUME_FIELDS } from './field-references.ts';
import { distinct, type Part } from './part.ts';
import { localPath } from './texts.ts';

const MAX_MODE = 0o777;

/** A volume of the keys of a ConfigMap or a Secret. */
export function checkKeysVolume(source: Part, name: string): void {
  source.at(name).requireText();
  checkMode(source.at('defaultMode'));
  checkItems(source.at('items'));
}

function checkMode(mode: Part): void {
  mode.between(0, MAX_MODE);
}

/** Which keys become which files (validateKeyToPath). */
function checkItems(items: Part): void {
  for (const item of items.items) {
    item.at('key').requireText();
    item.at('path').expectRequired(localPath);
    checkMode(item.at('mode'));
  }
}

export function checkDownwardApi(source: Part): void {
  checkMode(source.at('defaultMode'));
  checkFiles(source.at('items'));
}

/** Files with what is known of the pod (validateDownwardAPIVolumeFile). */
function checkFiles(files: Part): void {
  for (const file of files.items) {
    file.at('path').expectRequired(localPath);
    checkMode(file.at('mode'));
    const [field, resource] = [file.at('fieldRef'), file.at('resourceFieldRef')];
    if (field.exists) checkFieldReference(field, VOLUME_FIELDS);
    else if (resource.exists) checkResourceReference(resource, true);
    if (field.exists === resource.exists)
      file.invalid(
        `Expected one of fieldRef and resourceFieldRef, found ${field.exists ? 'both' : 'neither'}.`,
      );
  }
}

const LEAST_SECONDS = 600;
const MOST_SECONDS = 2 ** 32;

/**
 * A volume of several sources (validateProjectionSources). Bundles of certificates and pod certificates do not count:
 * their features are off, and they are dropped.
 */
export function checkProjected(projected: Part): void {
  checkMode(projected.at('defaultMode'));
  const files: Part[] = [];
  for (const source of projected.at('sources').items) {
    const kinds = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter(
      (kind) => source.at(kind).exists,
    );
    if (kinds.length > 1) source.invalid(`Expected one source, found ${kinds.join(', ')}.`);
    for (const kind of ['secret', 'configMap']) {
      if (!source.at(kind).exists) continue;
      source.at(kind, 'name').requireText();
      checkItems(source.at(kind, 'items'));
      for (const item of source.at(kind, 'items').items) files.push(item);
    }
    checkFiles(source.at('downwardAPI', 'items'));
    for (const item of source.at('downwardAPI', 'items').items) files.push(item);
    const token = source.at('serviceAccountToken');
    if (!token.exists) continue;
    const seconds = token.at('expirationSeconds');
    if (seconds.exists) seconds.between(LEAST_SECONDS, MOST_SECONDS);
    token.at('path').expectRequired(localPath);
  }
  distinct(files, (file) => file.at('path').text, 'path');
}
