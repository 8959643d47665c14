import type { ErrorCode } from 'yaml';

interface Words {
  readonly message: string;
  readonly fix: string;
}

const NESTING: Words = {
  message: 'A mapping or list cannot start here.',
  fix: 'Start it on a line of its own, indented; put text that has ": " in it in quotes.',
};
const LONG_KEY: Words = {
  message: 'A key has to be on one line, of at most 1024 characters, and followed by ": ".',
  fix: 'Write "key: value"; is a ":" missing here or on the next line?',
};

/** What the error codes of the YAML parser mean for somebody who wrote a manifest. */
const WORDS: Partial<Record<ErrorCode, Words>> = {
  ALIAS_PROPS: { message: 'An alias has an anchor or a tag of its own.', fix: 'Remove it.' },
  BAD_ALIAS: {
    message: 'An anchor ("&name") or alias ("*name") is not well formed.',
    fix: 'Put the value in quotes when it only starts with "&" or "*".',
  },
  BAD_DIRECTIVE: { message: 'This directive ("%") is not known.', fix: 'Remove the line.' },
  BAD_DQ_ESCAPE: {
    message: 'Double quotes do not know this escape.',
    fix: 'Write "\\\\" for one backslash, or use single quotes.',
  },
  BAD_INDENT: {
    message: 'The indentation does not match the lines around it, or a bracket is not closed.',
    fix: 'Start all keys of one mapping, and all "-" of one list, in the same column.',
  },
  BAD_SCALAR_START: {
    message: 'A value without quotes cannot start with this character.',
    fix: 'Put the value in quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: NESTING,
  BLOCK_IN_FLOW: NESTING,
  KEY_OVER_1024_CHARS: LONG_KEY,
  MULTILINE_IMPLICIT_KEY: LONG_KEY,
  MISSING_CHAR: {
    message: 'A character is missing: a closing quote or bracket, a comma, a ":" or a space.',
    fix: 'Close what was opened before this place; write "key: value" with a space after the ":".',
  },
  MULTIPLE_ANCHORS: { message: 'A value has two anchors.', fix: 'Keep one of them.' },
  MULTIPLE_DOCS: { message: 'A second document starts here.', fix: 'Separate the two by a line "---".' },
  MULTIPLE_TAGS: { message: 'A value has two tags.', fix: 'Keep one of them.' },
  TAB_AS_INDENT: { message: 'A tab cannot indent.', fix: 'Indent with spaces.' },
};

const OTHER: Words = {
  message: 'This does not fit what stands before it.',
  fix: 'Check the indentation and the brackets around it; put text with special characters in quotes.',
};

/** Our words for an error of the YAML parser. */
export function syntaxWords(code: ErrorCode): Words {
  return WORDS[code] ?? OTHER;
}
