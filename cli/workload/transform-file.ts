import { DocumentView } from 'kube-strict/check/document-view.ts';
import { encryptedBySops } from 'kube-strict/check/encrypted.ts';
import { identityOf, judgeObject } from 'kube-strict/check/judge-document.ts';
import type { Judging } from 'kube-strict/check/judging-run.ts';
import { noteOn, skippedFile } from 'kube-strict/check/tool-files.ts';
import type { TextProblem } from 'kube-strict/manifests/problem.ts';
import { purposeOfContent } from 'kube-strict/manifests/purpose/content.ts';
import { readDocumentsNow, type SourceDocument } from 'kube-strict/manifests/read-documents.ts';
import { type PackedObject, unpackList } from 'kube-strict/manifests/unpack-list.ts';
import type { CheckedDocument } from 'kube-strict/report/checked-document.ts';
import type { Finding } from 'kube-strict/validation/finding.ts';
import { readObject } from 'kube-strict/validation/read-object.ts';
import { podsOf } from '../../policy/support/pods.ts';
import { type Confidential, changesFor, withText } from './changes.ts';
import { FileEdit, unsafeProblem } from './edit-file.ts';
import { templatePathOf } from './pod-kinds.ts';
import { replacedFindings } from './replaced.ts';

/** What becomes of a file. */
export interface TransformedFile {
  readonly file: string;
  readonly before: Buffer;
  /** Undefined when a finding is an error. */
  readonly after?: string;
  /** About each workload as it will be, with places in the file as it is, and about what cannot be read. */
  readonly documents: readonly CheckedDocument[];
}

/** Makes the workloads of a file confidential, and judges them. Nothing is written. */
export function transformFile(
  file: string,
  before: Buffer,
  confidential: Confidential,
  judging: Judging,
): TransformedFile {
  const purpose = judging.purposeOf(file);
  if (purpose !== undefined) return { file, before, documents: [skippedFile(file, purpose, judging)] };
  const json = file.endsWith('.json');
  const read = [...readDocumentsNow([before], { json })];
  const edit = new FileEdit(before, read, json);
  const documents = read.flatMap((document) => {
    const view = new DocumentView(file, document, judging);
    if (document.root === undefined) return [view.unreadable()];
    return [...transformDocument(document, view, edit, confidential, judging)];
  });
  if (documents.some(({ verdict }) => verdict === 'invalid')) return { file, before, documents };
  const result = edit.result();
  if ('text' in result) return { file, before, after: result.text, documents };
  const wrong = result.wrong.map((document) => {
    const view = new DocumentView(file, document, judging);
    return view.report('', identityOf(document.value), [unsafeProblem(document)], [], 'valid');
  });
  return { file, before, documents: [...documents, ...wrong] };
}

function* transformDocument(
  document: SourceDocument,
  view: DocumentView,
  edit: FileEdit,
  confidential: Confidential,
  judging: Judging,
): Generator<CheckedDocument> {
  const purpose = view.isEncrypted ? encryptedBySops(view.file) : purposeOfContent(view.file, document.value);
  if (purpose !== undefined) {
    const what = { ...identityOf(document.value), what: purpose.what };
    yield view.report('', what, document.problems, noteOn(purpose, judging), 'skipped');
    return;
  }
  const isKnown = (apiVersion: string, kind: string) => judging.catalog.find(apiVersion, kind) !== undefined;
  let others = document.problems;
  for (const packed of unpackList(document.value, isKnown)) {
    const { value, pointer } = packed;
    const own = others.filter(({ path = '' }) => path === pointer || path.startsWith(`${pointer}/`));
    const report = (problems: readonly TextProblem[], findings: readonly Finding[]) =>
      view.report(pointer, identityOf(value), problems, findings, 'valid');
    const template = templatePathOf(value);
    if (packed.tooLong) yield judgeObject(packed, own, view, judging);
    else if (template !== undefined) {
      const changes = changesFor(value, template, confidential);
      const steps = pointer.split('/').slice(1);
      const problem = changes && edit.set(document, steps, changes);
      if (changes === undefined) yield report(own, [noTemplate(template)]);
      else if (problem !== undefined) yield report([...own, problem], []);
      else {
        const changed = changes.reduce<unknown>(
          (object, one) => withText(object, one.path, one.value),
          value,
        );
        const replaced = replacedFindings(value, template, changes, confidential.replacing);
        const judges = [...judging.judges, () => ({ findings: replaced, known: true })];
        yield judgeObject({ ...packed, value: changed }, own, view, { ...judging, judges });
      }
    } else if (makesPods(packed)) yield report(own, [otherKind(packed)]);
    else continue;
    others = others.filter((problem) => !own.includes(problem));
  }
  // What is wrong beside the workloads keeps the file from being written as well.
  const errors = others.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) yield view.report('', identityOf(document.value), errors, [], 'skipped');
}

function makesPods({ value }: PackedObject): boolean {
  const reading = readObject(value);
  return 'object' in reading && podsOf(reading.object).length > 0;
}

function noTemplate(template: readonly string[]): Finding {
  const path = template.map((step) => `/${step}`).join('');
  return {
    rule: 'workload/template',
    severity: 'error',
    path,
    message: `Expected a pod with containers at ${path}/spec.`,
    fix: 'Add it.',
  };
}

function otherKind({ value }: PackedObject): Finding {
  return {
    rule: 'workload/kind',
    severity: 'warning',
    path: '/kind',
    message: `The pods of a ${identityOf(value).kind ?? 'resource of this kind'} are left as they are.`,
    fix: 'If they are to be confidential, set runtime class and initdata in its template by hand.',
  };
}
