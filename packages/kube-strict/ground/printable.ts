/**
 * What text must not hold in a report: characters that steer a terminal (C0 and C1 controls, line and paragraph
 * separators), turn the direction of text around, or are not seen at all.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
/**
 * Where a service that runs jobs reads a command from what they print. GitHub Actions: `::` at the start of a line, blanks
 * aside, and `##[` anywhere (actions/runner src/Runner.Common/ActionCommand.cs); Azure Pipelines: `##vso[` and `##[`;
 * TeamCity: `##teamcity[`. GitLab's begin with an escape character.
 */
const COMMAND_AT_START = /^(\s*):(?=:)/;
const COMMAND = /##(?=[\w.-]{0,40}\[)/g;

/** No message of ours is longer, and a name in a file can have any length. */
const LONGEST = 4000;

/**
 * A text for one line of a terminal or a log, whoever wrote parts of it: what cannot be seen is written as a code, what
 * would be a command to a CI service is broken, and what is endless is cut. Hand it the whole line where the line begins
 * with something that was read.
 */
export function printable(text: string): string {
  return shortened(text)
    .replace(UNPRINTABLE, (character) => (character === '\t' ? ' ' : codeOf(character)))
    .replace(COMMAND_AT_START, `$1${codeOf(':')}`)
    .replace(COMMAND, `#${codeOf('#')}`);
}

/** The same for a text of several lines, of which each that breaks is meant to. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/**
 * JSON of a value, for reports: the same to whoever reads JSON, with codes in the place of what `printable` would not let
 * through.
 */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replace(UNPRINTABLE, (character) => (character === '\n' ? '\n' : character.replace(/[\s\S]/g, escaped)))
    .replace(COMMAND, `#${escaped('#')}`);
}

/** Cuts what has no end. */
export function shortened(text: string, most = LONGEST): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function codeOf(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
