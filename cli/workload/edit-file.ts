import { isDeepStrictEqual } from 'node:util';
import { TextSetter, type WantedText } from 'kube-strict/manifests/edit/set-text.ts';
import { applyEdits, type TextEdit } from 'kube-strict/manifests/edit/text-edit.ts';
import { Uneditable } from 'kube-strict/manifests/edit/uneditable.ts';
import type { TextProblem } from 'kube-strict/manifests/problem.ts';
import { readDocumentsNow, type SourceDocument } from 'kube-strict/manifests/read-documents.ts';
import { withText } from './changes.ts';

/** Collects the changes of a file, and makes them all at once. */
export class FileEdit {
  private readonly text: string;
  private readonly lineStarts: number[];
  private readonly edits: TextEdit[] = [];
  private readonly setters = new Map<SourceDocument, TextSetter>();
  private readonly own = new WeakSet<object>();
  /** The value that each document is to have. */
  private readonly wanted: Map<SourceDocument, unknown>;

  constructor(
    file: Buffer,
    documents: readonly SourceDocument[],
    private readonly json: boolean,
  ) {
    this.text = file.toString();
    this.lineStarts = [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.wanted = new Map(documents.map((document) => [document, document.value]));
  }

  /**
   * Puts texts into an object of a document.
   *
   * @param steps path of the object in the document
   * @returns what keeps them from being put there
   */
  set(
    document: SourceDocument,
    steps: readonly string[],
    texts: readonly WantedText[],
  ): TextProblem | undefined {
    const offset = this.offsetOf(document);
    try {
      for (const text of texts) {
        const path = [...steps, ...text.path];
        const edit = this.setterOf(document).editFor({ ...text, path });
        if (edit === undefined) continue;
        this.edits.push({ ...edit, start: edit.start + offset, end: edit.end + offset });
        this.wanted.set(document, withText(this.wanted.get(document), path, text.value, this.own));
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof Uneditable)) throw error;
      const { start, message, fix } = error;
      return { rule: 'workload/edit', severity: 'error', start, path: '', message, fix };
    }
  }

  /**
   * The text with all changes, which has been read back.
   *
   * @returns or else the documents that would not read as they should
   */
  result(): { readonly text: string } | { readonly wrong: readonly SourceDocument[] } {
    if (this.edits.length === 0) return { text: this.text };
    const text = applyEdits(this.text, this.edits);
    const again = [...readDocumentsNow([Buffer.from(text)], { json: this.json })];
    const wanted = [...this.wanted];
    const wrong = wanted.filter(
      ([document, value], index) =>
        again[index]?.root === undefined ||
        again[index].problems.length > document.problems.length ||
        !isDeepStrictEqual(again[index].value, value),
    );
    if (wrong.length > 0) return { wrong: wrong.map(([document]) => document) };
    if (again.length > wanted.length) throw new Error('changes have made a document');
    return { text };
  }

  private setterOf(document: SourceDocument): TextSetter {
    const { text, root } = document;
    if (root === undefined) throw new Error('a document that cannot be read cannot be changed');
    const setter = this.setters.get(document) ?? new TextSetter(text, root);
    this.setters.set(document, setter);
    return setter;
  }

  /** Where the text of a document starts in the file: at the start of a line, behind the mark of the encoding. */
  private offsetOf({ lines }: SourceDocument): number {
    const { line } = lines.position(0);
    return line === 1 && this.text.startsWith('\ufeff') ? 1 : (this.lineStarts[line - 1] ?? 0);
  }
}

/** About a document that would not read as it should, and so is not changed. */
export function unsafeProblem({ root }: SourceDocument): TextProblem {
  return {
    rule: 'workload/edit',
    severity: 'error',
    start: root?.start ?? 0,
    path: '',
    message: 'With the change this document would not read as it should.',
    fix: 'Write out what anchors, aliases and "<<" repeat; write each key on a line of its own.',
  };
}
