import type { Catalog } from '../../validation/catalog/catalog.ts';
import type { Finding } from '../../validation/finding.ts';
import { validateObject } from '../../validation/validate.ts';

/** A family of rules that judges one object. */
export interface Judge {
  /** As `--rules` names it, and as its rules begin. */
  readonly family: string;
  /** @returns what is wrong; `known` says whether the kind is known to the judge */
  judge(
    object: unknown,
    catalog: Catalog,
  ): { readonly findings: readonly Finding[]; readonly known: boolean };
}

const api: Judge = {
  family: 'api',
  judge(object, catalog) {
    const { kind, findings } = validateObject(object, catalog);
    return { findings, known: kind !== undefined };
  },
};

/** In the order in which they are asked. A further family is a further entry. */
export const JUDGES: readonly Judge[] = [api];
