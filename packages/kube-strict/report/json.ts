import { printableJson } from '../ground/printable.ts';
import type { Reporter } from './reporter.ts';
import type { Tool } from './tool.ts';

/** For programs: one object, `CheckReport` of `NAME/v1`, by the name of the program. What is not known of a document is null. */
export function jsonReporter({ name: program }: Tool): Reporter {
  let isFirst = true;
  return {
    start: () => `{"apiVersion":${printableJson(`${program}/v1`)},"kind":"CheckReport","documents":[`,
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
