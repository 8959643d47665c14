import { describe, expect, it } from 'vitest';
import { readDocumentsNow } from '../../manifests/read-documents.ts';

const problemsOf = (text: string) =>
  [...readDocumentsNow([Buffer.from(text)], {})].flatMap(({ problems, lines }) =>
    problems.map(({ rule, message, start }) => ({ rule, message, ...lines.position(start) })),
  );

const MERGE = '<<<<<<< HEAD\n  a: b\n=======\n  a: c\n>>>>>>> main\n';

describe('a merge that Git did not finish', () => {
  it('is the only thing that is said of a document, with its lines in the file', () => {
    expect(problemsOf(`kind: A\n---\nkind: ConfigMap\ndata:\n${MERGE}`)).toEqual([
      {
        rule: 'yaml/merge-conflict',
        message: 'A merge that Git did not finish: lines 5 to 9 hold both sides.',
        line: 5,
        column: 1,
      },
    ]);
  });

  it('is no text within a value', () => {
    expect(problemsOf('data:\n  a: |\n    <<<<<<< HEAD\n')).toEqual([]);
  });
});
