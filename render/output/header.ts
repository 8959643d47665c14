const MARK = 'Rendered by coco-gitops from ';

/** How a comment of one line begins and ends, by the ending of the file's name. JSON has no comments, hence is not written. */
const COMMENTS: Readonly<Record<string, readonly [string, string]>> = {
  yaml: ['# ', ''],
  patch: ['# ', ''],
  md: ['<!-- ', ' -->'],
};

function commentOf(path: string): readonly [string, string] | undefined {
  return COMMENTS[path.slice(path.lastIndexOf('.') + 1)];
}

/** Bytes from the start of a file that are enough to tell whether it is ours. */
export const HEADER_BYTES = 64;

/**
 * The text of a file with its first line, which says that it is generated and from what.
 * That line is also how the file is known as ours later, when the profile it came from may be gone.
 * @param source file that it was rendered from, as the reader of the repository knows it, for example `profiles/tdx.yaml`
 */
export function withHeader(path: string, source: string, text: string): string {
  const comment = commentOf(path);
  if (comment === undefined) throw new Error(`${path}: only .yaml, .patch and .md can carry the header`);
  const [begin, end] = comment;
  // A name of a file may hold a line break or the end of an HTML comment; here it must not.
  const name = source.replace(/[^\p{L}\p{N} ._/@+-]/gu, '_');
  return `${begin}${MARK}${name}; do not edit.${end}\n${text}`;
}

/** Whether a file is ours, judged by its name and its first HEADER_BYTES bytes. */
export function hasHeader(path: string, start: string): boolean {
  const comment = commentOf(path);
  return comment !== undefined && start.startsWith(comment[0] + MARK);
}

/** Whether a file of this name can be ours at all, so that no other file is ever opened. */
export function mayHaveHeader(path: string): boolean {
  return commentOf(path) !== undefined;
}
