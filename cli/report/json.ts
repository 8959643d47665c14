import { printableJson } from './printable.ts';
import type { Reporter } from './reporter.ts';

/** For programs: one object, `CheckReport` of `coco-gitops/v1`. What is not known of a document is null. */
export function jsonReporter(): Reporter {
  let isFirst = true;
  return {
    start: () => '{"apiVersion":"coco-gitops/v1","kind":"CheckReport","documents":[',
    document({ file, index, line, apiVersion, kind, namespace, name, verdict, findings }) {
      const document = {
        file,
        index,
        line,
        apiVersion: apiVersion ?? null,
        kind: kind ?? null,
        namespace: namespace ?? null,
        name: name ?? null,
        verdict,
        findings: findings.map(({ rule, severity, path, message, line, column }) => {
          return { rule, severity, path, message, line, column };
        }),
      };
      const comma = isFirst ? '\n' : ',\n';
      isFirst = false;
      return comma + printableJson(document);
    },
    end: (summary) => `\n],"summary":${printableJson(summary)}}\n`,
  };
}
