import { toolRules } from './check/tool-rules.ts';
import { YAML_RULES } from './manifests/rules.ts';
import { API_RULES } from './validation/api-rules.ts';
import type { RuleText } from './validation/rule-text.ts';

export { checkFiles } from './check/check-files.ts';
export type { CheckSettings } from './check/judging.ts';
export { loadCrds } from './check/load-crds.ts';
export type { GroupKind, RuleFamily, RunContext } from './check/rule-family.ts';
export type { Json, JsonObject } from './ground/json.ts';
export { type Problem, UserError } from './ground/user-error.ts';
export { readDocuments, type SourceDocument } from './manifests/read-documents.ts';
export type { Format } from './report/formats.ts';
export type { Tool } from './report/tool.ts';
export { type Catalog, firstOf } from './validation/catalog/catalog.ts';
export { type CrdCatalog, crdCatalog } from './validation/catalog/crds.ts';
export { type ShippedCatalog, shippedCatalog } from './validation/catalog/shipped.ts';
export type { Finding, Severity } from './validation/finding.ts';
export type { RuleText } from './validation/rule-text.ts';
export { type Identity, type Verdict, validateObject } from './validation/validate.ts';
export { validateObjects } from './validation/validate-objects.ts';

/**
 * What each rule means that a finding of this package can name.
 *
 * @param command what a person types to have manifests validated, which some remedies name
 */
export function rulesOf(command: string): readonly RuleText[] {
  return [...API_RULES, ...YAML_RULES, ...toolRules(command)];
}
