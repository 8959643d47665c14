import type { Catalog } from 'kube-strict/validation/catalog/catalog.ts';
import type { Verdict } from 'kube-strict/validation/validate.ts';
import { validateObjects } from 'kube-strict/validation/validate-objects.ts';
import { renderFindings } from './render-rules.ts';

/** Judges objects that we render ourselves: also by what a server would let pass. */
export function validateRendered(inputs: readonly unknown[], catalog: Catalog): Verdict[] {
  return validateObjects(inputs, catalog).map((verdict) => ({
    ...verdict,
    findings: [...verdict.findings, ...renderFindings(verdict)],
  }));
}
