import { ANNOTATIONS_BYTES as MOST } from '../../initdata/annotation.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataPlaces } from '../support/confidential-initdata.ts';

/** Initdata leaves room for other annotations. */
export const initdataSize: PolicyRule = {
  id: 'policy/initdata-size',
  severity: 'error',
  title: 'Initdata fits into the annotations',
  why: 'A server refuses more than 256 KiB of annotations, and client-side apply, which Argo CD uses too, keeps a second copy of the object in one.',
  fix: 'Make the agent policy smaller, or fetch large files from the KBS instead.',
  docs: 'k8s.io/apimachinery pkg/api/validation/objectmeta.go',
  appliesTo: () => true,
  check: (object, context) =>
    initdataPlaces(object, context).flatMap(({ path, value }): PolicyFinding[] => {
      const bytes = Buffer.byteLength(value);
      if (bytes > MOST)
        return [{ path, message: `The initdata has ${bytes} bytes; annotations may have ${MOST}.` }];
      if (bytes <= MOST / 2) return [];
      const message = `The initdata has ${bytes} bytes; with the copy that client-side apply keeps, that is more than ${MOST}.`;
      return [{ path, message, severity: 'warning', fix: 'Use server-side apply, or make it smaller.' }];
    }),
};
