import type { ErrorCode } from 'yaml';

interface Words {
  readonly message: string;
  readonly fix: string;
}

const NO_TAGS: Words = { message: 'a profile has no tags ("!name")', fix: 'remove the tag' };
const NO_ANCHORS: Words = {
  message: 'an anchor ("&name") or alias ("*name") is not well formed',
  fix: 'write the value out, or put it in quotes when it starts with "&" or "*"',
};
const ONE_LINE_KEYS: Words = {
  message: 'a key has to be on one line, followed by ": "',
  fix: 'write "key: value"; is a ":" missing here or on the next line?',
};
const NESTING: Words = {
  message: 'a mapping or list cannot start here',
  fix: 'start it on a line of its own, indented; put text that has ": " in it in quotes',
};

/** What the error codes of the YAML parser mean for a person who wrote a profile. */
const WORDS: Partial<Record<ErrorCode, Words>> = {
  ALIAS_PROPS: NO_ANCHORS,
  BAD_ALIAS: NO_ANCHORS,
  MULTIPLE_ANCHORS: NO_ANCHORS,
  BAD_DIRECTIVE: {
    message: 'a line that starts with "%" is a directive, and this one is not known',
    fix: 'remove the line',
  },
  BAD_DQ_ESCAPE: {
    message: 'double quotes do not know this escape',
    fix: 'write "\\\\" for one backslash, or use single quotes',
  },
  BAD_INDENT: {
    message: 'the indentation does not match the lines around it, or a bracket is not closed',
    fix: 'start all keys of one mapping, and all "-" of one list, in the same column; close "[" and "{"',
  },
  BAD_SCALAR_START: {
    message: 'a value without quotes cannot start with this character',
    fix: 'put the value in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: NESTING,
  BLOCK_IN_FLOW: NESTING,
  BAD_COLLECTION_TYPE: NO_TAGS,
  MULTIPLE_TAGS: NO_TAGS,
  TAG_RESOLVE_FAILED: NO_TAGS,
  BAD_PROP_ORDER: NO_TAGS,
  KEY_OVER_1024_CHARS: ONE_LINE_KEYS,
  MULTILINE_IMPLICIT_KEY: ONE_LINE_KEYS,
  MISSING_CHAR: {
    message: 'a character is missing: a closing quote or bracket, a comma, a ":" or a space',
    fix: 'close what was opened before this place; write "key: value" with a space after the ":"',
  },
  NON_STRING_KEY: { message: 'a key has to be text', fix: 'put the key in quotes' },
  TAB_AS_INDENT: { message: 'a tab cannot indent', fix: 'indent with spaces' },
};

const OTHER: Words = {
  message: 'this does not fit what stands before it',
  fix: 'check the indentation and the brackets around it; put text with special characters in quotes',
};

/** What people write in place of `key: value`, by the line that it is found in. */
const LINES: readonly (readonly [form: RegExp, words: Words])[] = [
  [/^\s*\/\//, { message: 'a comment does not begin with "//"', fix: 'begin it with "#"' }],
  [
    /[\u00a0\u2007\u202f\u3000]/,
    { message: 'a space here is no plain one, as copied from a page', fix: 'type it again' },
  ],
  [/^\s*[A-Za-z]\w*\s*=/, { message: 'a key ends in ":", not in "="', fix: 'write "key: value"' }],
  [/^\s*(?:- )?[A-Za-z]\w*:[^\s:/]/, { message: 'a space is missing after ":"', fix: 'write "key: value"' }],
];

/**
 * Our words for an error of the YAML parser.
 *
 * @param line the line that it is found in
 */
export function yamlErrorWords(code: ErrorCode, line: string): Words {
  return LINES.find(([form]) => form.test(line))?.[1] ?? WORDS[code] ?? OTHER;
}
