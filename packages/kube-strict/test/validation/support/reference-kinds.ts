import { readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import { readReference, referencePath } from '../../../../../test/support/reference.ts';
import { kindsOfCrd } from '../../../validation/schema/crd.ts';
import type { SourceKind } from '../../../validation/schema/source-kind.ts';

/** Folders of published CustomResourceDefinitions: the newest, and those of OpenShift 4.21 that differ. */
export const CRD_FOLDERS = ['crds', 'crds-ocp-4.21'] as const;

/** Every version of every CustomResourceDefinition in a folder of the reference data. */
export function referenceCustomKinds(folder: (typeof CRD_FOLDERS)[number]): SourceKind[] {
  return readdirSync(referencePath(folder))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => kindsOfCrd(load(readReference(`${folder}/${file}`))));
}
