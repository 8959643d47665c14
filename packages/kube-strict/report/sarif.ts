import { printableJson } from '../ground/printable.ts';
import type { Severity } from '../validation/finding.ts';
import type { RuleText } from '../validation/rule-text.ts';
import type { CheckedDocument, PlacedFinding } from './checked-document.ts';
import type { Reporter } from './reporter.ts';
import type { Tool } from './tool.ts';

const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * For code scanning: SARIF 2.1.0, one run.
 */
export function sarifReporter({ name: program, version, rules }: Tool): Reporter {
  const texts = new Map(rules.map((text) => [text.rule, text]));
  /** Rules that occur, in the order in which they first do. */
  const used = new Map<string, number>();
  let isFirst = true;

  const result = (document: CheckedDocument, finding: PlacedFinding): string => {
    const { rule, severity, path, message, fix, line, column } = finding;
    const index = used.get(rule) ?? used.size;
    used.set(rule, index);
    const { kind, namespace, name } = document;
    const object = [kind, namespace, name].filter(Boolean).join('/');
    const comma = isFirst ? '\n' : ',\n';
    isFirst = false;
    const sarif = {
      ruleId: rule,
      ruleIndex: index,
      level: LEVELS[severity],
      message: { text: [message, fix].filter(Boolean).join(' ') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(document.file) },
            region: { startLine: line, startColumn: column },
          },
          ...(object !== '' && {
            logicalLocations: [{ fullyQualifiedName: `${object}${path}`, kind: 'member' }],
          }),
        },
      ],
    };
    return comma + printableJson(sarif);
  };

  return {
    start: () =>
      `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`,
    document: (document) => document.findings.map((finding) => result(document, finding)).join(''),
    end({ waived, notShown }) {
      const driver = {
        name: program,
        version,
        rules: [...used.keys()].map((rule) => describeRule(rule, texts.get(rule))),
      };
      const more = { ...(waived !== undefined && { waived }), ...(notShown !== undefined && { notShown }) };
      const properties = Object.keys(more).length > 0 ? `,"properties":${printableJson(more)}` : '';
      return `\n],"tool":${printableJson({ driver })}${properties}}]}\n`;
    },
  };
}

function describeRule(id: string, text: RuleText | undefined): object {
  if (text === undefined) return { id };
  return {
    id,
    shortDescription: { text: text.summary },
    fullDescription: { text: text.meaning },
    help: { text: text.fix },
    ...(text.link.startsWith('https:') && { helpUri: text.link }),
  };
}

/** A relative URI, or that of a file on this machine; `-` is the standard input. */
function uriOf(file: string): string {
  const path = file
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
