import { shortened } from '../ground/printable.ts';
import type { TextProblem } from '../manifests/problem.ts';
import { remedyOf } from '../manifests/purpose/purpose.ts';
import type { SourceDocument } from '../manifests/read-documents.ts';
import { findNode, placeOf } from '../manifests/tree/find-node.ts';
import type { SourceNode } from '../manifests/tree/source-node.ts';
import {
  type CheckedDocument,
  type DocumentVerdict,
  type PlacedFinding,
  SEVERITIES,
} from '../report/checked-document.ts';
import type { Finding } from '../validation/finding.ts';
import { isEncrypted } from './encrypted.ts';
import { excerptOf } from './excerpt.ts';
import type { Judging } from './judging-run.ts';
import { findSecrets, type Secrets, withoutSecrets } from './secrets.ts';

/** A finding whose place in the text is known. */
type Located = Finding & { readonly start: number };

/** Braces that YAML cannot read are those of a template. */
const renderFirst = (check: string) =>
  `If this is a template, render it first. ${remedyOf({ command: 'helm template CHART' }, check)}`;

const NO_SECRETS: Secrets = { values: [], hidden: [] };
/** To look for each confidential value in each message takes time. */
const MOST_COMPARED = 1_000_000;

/** Makes reports about the objects of a document: with places, and without what is confidential. */
export class DocumentView {
  /** Whether SOPS has encrypted values of it. */
  readonly isEncrypted: boolean;
  private found: Secrets | undefined;

  constructor(
    readonly file: string,
    private readonly document: SourceDocument,
    private readonly judging: Pick<Judging, 'skip' | 'minSeverity' | 'tool'>,
  ) {
    this.isEncrypted = isEncrypted(document.value);
  }

  /** About a document that cannot be read. */
  unreadable(): CheckedDocument {
    const { text, problems } = this.document;
    const content = text.search(/^[ \t]*[^\s#%-]/m);
    const isTemplate = text.includes('{{');
    const findings = problems.map((problem) => {
      const isBraces = isTemplate && (problem.rule === 'yaml/key' || problem.rule === 'yaml/syntax');
      return { path: '', ...problem, ...(isBraces && { fix: renderFirst(this.judging.tool.command) }) };
    });
    return this.checked(Math.max(content, 0), {}, findings, 'valid');
  }

  /**
   * About an object.
   *
   * @param pointer where in the document it is
   * @param problems of its text, with paths in the document
   * @param findings with paths in the object
   * @param verdict when no finding is an error
   */
  report(
    pointer: string,
    identity: Partial<CheckedDocument>,
    problems: readonly TextProblem[],
    findings: readonly Finding[],
    verdict: DocumentVerdict,
  ): CheckedDocument {
    const { root } = this.document;
    if (root === undefined) throw new Error('a document that cannot be read has no objects');
    const located = findings.map((finding): Located => {
      const path = pointer + finding.path;
      const { start } = placeOf(root, path, finding.rule === 'api/unknown-field');
      return { ...finding, ...asWritten(finding, root, path), path, start };
    });
    const start = pointer === '' ? root.start : findNode(root, pointer).node.start;
    const all = [...problems.map((problem) => this.toFinding(problem)), ...located];
    return this.checked(start, identity, this.discreet(all), verdict);
  }

  private toFinding({ discreet, path = '', ...problem }: TextProblem): Located {
    const isSecret = discreet !== undefined && this.secrets().values.some((secret) => secret.path === path);
    return { ...problem, path, ...(isSecret && { message: discreet, fix: 'Put it in quotes.' }) };
  }

  private discreet(findings: readonly Located[]): readonly Located[] {
    const { values } = findings.length === 0 ? NO_SECRETS : this.secrets();
    if (values.length === 0) return findings;
    const hide =
      values.length * findings.length > MOST_COMPARED
        ? () => 'Not told, since the document has so many confidential values.'
        : withoutSecrets;
    return findings.map((finding) => {
      const { path, message, fix } = finding;
      const node = nodeAt(this.document.root, path);
      const shown = { ...finding, message: hide(message, path, values, node) };
      return fix === undefined ? shown : { ...shown, fix: hide(fix, path, values, node) };
    });
  }

  private checked(
    start: number,
    identity: Partial<CheckedDocument>,
    findings: readonly Located[],
    verdict: DocumentVerdict,
  ): CheckedDocument {
    const { file, document } = this;
    const { index, lines, root } = document;
    const waived = findings.filter(
      (finding) => finding.waived === true && !this.judging.skip.has(finding.rule),
    );
    const placed = findings
      .filter(({ rule, severity }) => this.counts(rule, severity))
      .map(({ rule, severity, path, message, fix, start }): PlacedFinding => {
        return {
          rule,
          severity,
          path: shortened(path),
          message: shortened(message),
          ...(fix !== undefined && { fix: shortened(fix) }),
          ...lines.position(start),
        };
      })
      .sort((a, b) => a.line - b.line || a.column - b.column);
    return {
      file,
      index,
      line: lines.position(start).line,
      ...identityShown(identity),
      verdict: placed.some(({ severity }) => severity === 'error') ? 'invalid' : verdict,
      findings: placed,
      ...(waived.length > 0 && { waived: waived.map(({ rule }) => rule) }),
      excerpt: ({ line, column }) => excerptOf(document, root && this.secrets(), line, column),
    };
  }

  private counts(rule: string, severity: Finding['severity']): boolean {
    const { skip, minSeverity } = this.judging;
    return !skip.has(rule) && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(minSeverity);
  }

  private secrets(): Secrets {
    const { root } = this.document;
    this.found ??= root === undefined ? NO_SECRETS : findSecrets(root);
    return this.found;
  }
}

function nodeAt(root: SourceNode | undefined, path: string): SourceNode | undefined {
  const place = root && findNode(root, path);
  return place?.found === true ? place.node : undefined;
}

/** The server sees the number 420, and who wrote 0644 is to find it again. */
function asWritten({ rule, fix }: Finding, root: SourceNode, path: string): Partial<Finding> {
  if (rule !== 'api/type' || fix?.startsWith('Write it in quotes: ') !== true) return {};
  const { found, node } = findNode(root, path);
  if (!found || node.kind !== 'scalar' || node.plain === undefined) return {};
  return { fix: `Write it in quotes: "${node.plain}".` };
}

/** No server takes a longer name, and each finding of the object may repeat it. */
const LONGEST_NAME = 300;

function identityShown(identity: Partial<CheckedDocument>): Partial<CheckedDocument> {
  const entries = Object.entries(identity).map(([key, value]) => [
    key,
    typeof value === 'string' ? shortened(value, LONGEST_NAME) : value,
  ]);
  return Object.fromEntries(entries);
}
