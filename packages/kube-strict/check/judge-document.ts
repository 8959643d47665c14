import { isJsonObject, type JsonObject } from '../ground/json.ts';
import { objectsAt, textAt } from '../ground/values.ts';
import type { TextProblem } from '../manifests/problem.ts';
import { purposeOfContent } from '../manifests/purpose/content.ts';
import { isForTool } from '../manifests/purpose/settings.ts';
import type { SourceDocument } from '../manifests/read-documents.ts';
import { MOST_ITEMS, type PackedObject, unpackList } from '../manifests/unpack-list.ts';
import type { CheckedDocument } from '../report/checked-document.ts';
import { absentKind } from '../validation/absent-kind.ts';
import type { Finding } from '../validation/finding.ts';
import { DocumentView } from './document-view.ts';
import {
  encryptedBySops,
  filledByFlux,
  hasOpenKind,
  isPlain,
  isWithoutVariable,
  onOpenValues,
  withoutMetadata,
} from './encrypted.ts';
import type { Judge, Judged } from './judges.ts';
import type { Judging } from './judging-run.ts';
import { noteOn } from './tool-files.ts';

/** Judges each object of a document. */
export function* judgeDocument(
  file: string,
  document: SourceDocument,
  judging: Judging,
): Generator<CheckedDocument> {
  const view = new DocumentView(file, document, judging);
  if (document.root === undefined) {
    yield view.unreadable();
    return;
  }
  const purpose = purposeOfContent(file, document.value) ?? judging.purposeOfValue(file, document.value);
  if (purpose !== undefined) {
    const what = { ...identityOf(document.value), what: purpose.what };
    yield view.report('', what, errorsOf(document.problems), noteOn(purpose, judging), 'skipped');
    return;
  }
  const isKnown = (apiVersion: string, kind: string) => judging.catalog.find(apiVersion, kind) !== undefined;
  let problems = document.problems;
  for (const packed of unpackList(document.value, isKnown)) {
    const { pointer } = packed;
    const own = problems.filter(({ path = '' }) => path === pointer || path.startsWith(`${pointer}/`));
    if (own.length > 0) problems = problems.filter((problem) => !own.includes(problem));
    yield judgeObject(packed, own, view, judging);
  }
  // Those beside the items of a list.
  if (problems.length > 0) yield view.report('', identityOf(document.value), problems, [], 'skipped');
}

/** Judges an object of a document. */
export function judgeObject(
  { value, pointer, tooLong }: PackedObject,
  problems: readonly TextProblem[],
  view: DocumentView,
  judging: Judging,
): CheckedDocument {
  const identity = identityOf(value);
  if (isForTool(view.file, value)) return view.report(pointer, identity, errorsOf(problems), [], 'skipped');
  if (tooLong) return view.report(pointer, identity, problems, [tooManyItems()], 'skipped');
  if (view.isEncrypted) {
    const purpose = encryptedBySops(view.file);
    const open = withoutMetadata(value);
    const found = hasOpenKind(open)
      ? onOpenValues(judged(open, view.file, judging).findings, open, isPlain)
      : [];
    const what = { ...identity, what: purpose.what };
    return view.report(pointer, what, problems, [...found, ...noteOn(purpose, judging)], 'skipped');
  }
  const { findings, known } = judged(value, view.file, judging);
  const open = findings.length > 0 ? onOpenValues(findings, value, isWithoutVariable) : findings;
  if (open.length < findings.length && judging.isSubstituted(view.file)) {
    const purpose = filledByFlux();
    const what = { ...identity, what: purpose.what };
    return view.report(pointer, what, problems, [...open, ...noteOn(purpose, judging)], 'skipped');
  }
  return view.report(pointer, identity, problems, findings, known ? 'valid' : 'skipped');
}

/** How a server would read what it does not get is of no interest; that a key is there twice is. */
function errorsOf(problems: readonly TextProblem[]): readonly TextProblem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

/** What all families of rules say of an object. */
function judged(value: unknown, file: string, judging: Judging): Judged {
  const { apiVersion, kind } = identityOf(value);
  const all = judging.judges.map((judge) => judgedBy(judge, value, judging, file));
  const findings = all.flatMap((one) => one.findings);
  const known = all.every((one) => one.known);
  if (!known && apiVersion !== undefined && kind !== undefined)
    findings.push(...unknownKind(apiVersion, kind, judging));
  return { findings, known };
}

/** What is too long or too deep for the stack is an error of the document, and no judgement. */
function judgedBy(judge: Judge, value: unknown, judging: Judging, file: string): Judged {
  try {
    return judge(value, judging, file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'A value is too long to be judged, or too much stands within each other.';
    return {
      findings: [{ rule: 'api/size', severity: 'error', path: '', message, fix: 'Split it.' }],
      known: true,
    };
  }
}

function unknownKind(apiVersion: string, kind: string, judging: Judging): Finding[] {
  const common = { rule: 'api/unknown-kind', path: '/kind' };
  const absent = absentKind(apiVersion, kind, judging.kinds, judging.distinctKinds);
  const isDefined = () =>
    judging
      .objectsOf('apiextensions.k8s.io', 'CustomResourceDefinition')
      .some(({ object }) => defines(object, apiVersion, kind));
  if (absent !== undefined && !isDefined())
    return [{ ...common, ...absent, ...(judging.strict && { severity: 'error' }) }];
  if (!judging.strict) return [];
  const message = `No schema is known for ${kind} of ${apiVersion}.`;
  const fix = 'Give the CustomResourceDefinitions of the cluster with --crds.';
  return [{ ...common, severity: 'error', message, fix }];
}

/** Whether a definition of the run makes a kind, however near it is to another. */
function defines(crd: JsonObject, apiVersion: string, kind: string): boolean {
  const [group, version] = apiVersion.split('/');
  const isServed = objectsAt(crd, '/spec/versions').some(({ value }) => value['name'] === version);
  return isServed && textAt(crd, '/spec/group') === group && textAt(crd, '/spec/names/kind') === kind;
}

function tooManyItems(): Finding {
  const message = `All lists of a document together may have ${MOST_ITEMS} items.`;
  return { rule: 'yaml/size', severity: 'error', path: '/items', message, fix: 'Split the list.' };
}

type Identity = Pick<CheckedDocument, 'apiVersion' | 'kind' | 'namespace' | 'name'>;

/** What an object says of itself, as far as it can be read. */
export function identityOf(value: unknown): Identity {
  if (!isJsonObject(value)) return {};
  const { apiVersion, kind, metadata } = value;
  const { namespace, name } = isJsonObject(metadata) ? metadata : {};
  return {
    ...(typeof apiVersion === 'string' && { apiVersion }),
    ...(typeof kind === 'string' && { kind }),
    ...(typeof namespace === 'string' && { namespace }),
    ...(typeof name === 'string' && { name }),
  };
}
