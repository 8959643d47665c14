import { fileURLToPath } from 'node:url';
import { judgeFile } from 'kube-strict/check/judge-file.ts';
import { judgingOf } from 'kube-strict/check/judging.ts';
import { printable } from 'kube-strict/ground/printable.ts';
import type { CheckedDocument } from 'kube-strict/report/checked-document.ts';
import { type ShippedCatalog, shippedCatalog } from 'kube-strict/validation/catalog/shipped.ts';
import { checkSettings } from '../check/settings.ts';
import { RULES } from '../rules.ts';
import { pluginOptions } from './plugin-options.ts';

/** What cdk8s gives to a plugin, as far as it is used (cdk8s-cli/lib/plugins/validation.d.ts). */
export interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata: Readonly<Record<string, string>>): void;
  };
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly ViolatingResource[];
}

interface ViolatingResource {
  readonly resourceName: string;
  readonly locations: readonly string[];
  readonly manifestPath: string;
}

/**
 * Judges the manifests of a cdk8s app and reports to cdk8s, which ends with 2 when an object would be refused.
 *
 * @param properties those of the plugin in cdk8s.yaml
 * @throws UserError when they are wrong
 */
export async function validateManifests(
  { manifests, report }: ValidationContext,
  properties: unknown,
  shipped: ShippedCatalog = shippedCatalog(fileURLToPath(new URL('schemas', import.meta.url))),
): Promise<void> {
  const judging = await judgingOf(checkSettings(pluginOptions(properties)), manifests, shipped);
  const violations = new Map<string, ViolatingResource[]>();
  const counts = { valid: 0, invalid: 0, skipped: 0 };
  const add = (document: CheckedDocument): void => {
    counts[document.verdict] += 1;
    for (const rule of new Set(document.findings.map((finding) => finding.rule))) {
      violations.set(rule, [...(violations.get(rule) ?? []), violatingResource(document, rule)]);
    }
  };
  for (const file of manifests) {
    for await (const batch of judgeFile(file, judging)) for (const document of batch) add(document);
  }
  for (const [rule, violatingResources] of violations) {
    const text = RULES.find((candidate) => candidate.rule === rule);
    report.addViolation({
      ruleName: rule,
      recommendation: text?.summary ?? rule,
      fix: text?.fix ?? '',
      violatingResources,
    });
  }
  const metadata = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
  // Nothing judged is nothing proved.
  const isGood = counts.invalid === 0 && counts.valid + counts.skipped > 0;
  report.submit(isGood ? 'success' : 'failure', metadata);
}

function violatingResource({ file, name, kind, findings }: CheckedDocument, rule: string): ViolatingResource {
  const locations = findings
    .filter((finding) => finding.rule === rule)
    .map(({ line, column, path, message }) =>
      printable(`${line}:${column} ${kind ?? ''}${path}: ${message}`),
    );
  return { resourceName: printable(name ?? '(no name)'), locations, manifestPath: printable(file) };
}
