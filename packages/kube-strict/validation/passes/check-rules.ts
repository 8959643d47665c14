import { RuleRun } from '../cel/rule-run.ts';
import type { Findings, Pass } from '../judgement.ts';
import { generatedName } from '../metadata/name-rules.ts';

/**
 * After these the server leaves the rules alone: what is missing, of a wrong type, not among the allowed, too long, too
 * many. What is too short is among them only here, where both are one; the object is refused either way.
 */
const BLOCKING = ['api/required', 'api/type', 'api/null', 'api/enum', 'api/length'];

/**
 * Custom resources: the rules of the schema in CEL, x-kubernetes-validations (apiextensions-apiserver
 * pkg/registry/customresource/strategy.go, Validate and hasBlockingErr).
 */
export const checkRules: Pass = ({ schema, object, old, metadata, findings }) => {
  if (!schema.root.rulesWithin || metadata === undefined || isBlocked(findings)) return;
  const { name, generateName } = metadata;
  if (name) new RuleRun(findings).check(object, schema.root, old);
  else if (generateName) {
    // The server has made the name by now. More of metadata rules do not see.
    const named = { name: generatedName(generateName), generateName };
    new RuleRun(findings).check({ ...object, metadata: named }, schema.root, old);
  }
};

function isBlocked(findings: Findings): boolean {
  return BLOCKING.some((rule) => findings.count(rule) > 0);
}
