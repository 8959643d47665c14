import { UserError } from 'kube-strict/ground/user-error.ts';
import { SEVERITIES } from 'kube-strict/report/checked-document.ts';
import { z } from 'zod';
import { type CheckOptions, FAMILIES } from '../check/options.ts';

/** The properties of the plugin in cdk8s.yaml: options of `check`, under their names there. */
const PROPERTIES = z.strictObject({
  rules: z.enum([...FAMILIES, 'all']).default('all'),
  crds: z.string().optional(),
  strict: z.boolean().default(false),
  skip: z.array(z.string()).default([]),
  /** `rule=reason`. */
  waive: z.array(z.string()).default([]),
  minSeverity: z.enum(SEVERITIES).default('info'),
});

/** @throws UserError when a property is wrong or not known */
export function pluginOptions(properties: unknown): Omit<CheckOptions, 'output' | 'exclude'> {
  const result = PROPERTIES.safeParse(properties ?? {});
  if (!result.success) {
    throw new UserError(
      result.error.issues.map(({ path, message }) => ({
        file: 'cdk8s.yaml',
        path: ['properties', ...path].join('.'),
        message,
      })),
    );
  }
  const { crds, strict, ...rest } = result.data;
  return { ...rest, ...(crds !== undefined && { crds }), ...(strict && { strict }) };
}
