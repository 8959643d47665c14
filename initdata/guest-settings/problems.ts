import { nearest } from 'kube-strict/ground/nearest.ts';
import type { InitdataProblem } from '../problem.ts';
import type { Initdata, TomlTable } from '../read.ts';
import { GUEST_PROGRAMS, type GuestFile, type GuestKey, INITDATA_FILES, keyName, tableName } from './keys.ts';
import { relatedProblems } from './related.ts';
import { TABLE_TREES, type TableNode } from './table-tree.ts';
import { unknownName, unknownOutside } from './unknown-keys.ts';
import { textFaults, textsFaults } from './value-rules.ts';
import { fitOf, kindOf, SHAPE_NAMES, shapeOf } from './value-shape.ts';

/** More of them help nobody, and hostile files have thousands. */
const MOST_PROBLEMS = 50;

/**
 * What the programs of the guest refuse in their files (error), and what they pass over (warning), in one place for
 * every command. Names and values that are not known here are counted and never shown.
 */
export function guestSettingProblems(initdata: Initdata): InitdataProblem[] {
  const found: InitdataProblem[] = [];
  for (const problem of problemsIn(initdata)) {
    if (found.length === MOST_PROBLEMS) {
      const message = `there are more than ${MOST_PROBLEMS} problems with settings of the guest`;
      return [...found, { severity: 'error', message, fix: 'mend these first' }];
    }
    found.push(problem);
  }
  return found;
}

function* problemsIn(initdata: Initdata): Generator<InitdataProblem> {
  // What cannot be read at all is told as a fault.
  if (initdata.files.size === 0 && initdata.others.length === 0) return;
  yield* unknownNames(initdata.others, unknownOutside, (count) => ({
    message: `beside "data" there is what nobody reads: ${names(count)}`,
    fix: 'remove it; settings belong into the text of "aa.toml" or "cdh.toml"',
  }));
  const unread = [...initdata.files.keys()].filter((name) => !INITDATA_FILES.includes(name));
  yield* unknownNames(unread, unknownFile, (count) => ({
    message: `"data" has what no program of the guest reads: ${names(count)}`,
    fix: `remove it; the guest reads ${INITDATA_FILES.join(', ')}, and the digest covers all of them`,
  }));
  const tables = { 'aa.toml': initdata.attestationAgent, 'cdh.toml': initdata.confidentialDataHub };
  for (const file of Object.keys(GUEST_PROGRAMS) as GuestFile[]) {
    const table = tables[file];
    if (table !== undefined) yield* tableProblems(TABLE_TREES[file], withNeeded(file, table), '');
    else if (!initdata.files.has(file) && initdata.files.size > 0) yield missingFile(file);
  }
  yield* relatedProblems(initdata);
}

/** The data hub reads a table `kbc` also where there is none, for its default of the URL. */
function withNeeded(file: GuestFile, table: TomlTable): TomlTable {
  return file === 'cdh.toml' && !Object.hasOwn(table, 'kbc') ? { ...table, kbc: {} } : table;
}

/** @param index of the table in its list, in words; empty where it is not in one */
function* tableProblems(node: TableNode, table: TomlTable, index: string): Generator<InitdataProblem> {
  const unread: string[] = [];
  for (const [name, value] of Object.entries(table)) {
    const key = node.keys.get(name);
    const below = node.tables.get(name);
    if (key !== undefined) yield* valueProblems(key, value, index);
    else if (below !== undefined) yield* subTableProblems(below, value);
    else unread.push(name);
  }
  const where = node.table === '' ? node.file : `${node.file} ${tableName(node.table)}${index}`;
  yield* unknownNames(
    unread,
    (name) => unknownName(name, node),
    (count) => ({
      message: `${where} has what the ${GUEST_PROGRAMS[node.file]} passes over: ${names(count)}`,
      fix: 'remove it, or correct its name; docs/guest-settings.md has every key',
    }),
  );
  for (const key of node.keys.values()) {
    if (key.required === undefined || Object.hasOwn(table, key.key)) continue;
    const message = `${where} has no ${key.key}, without which the ${GUEST_PROGRAMS[key.file]} does not start`;
    yield { severity: 'error', message, fix: `add ${key.key}` };
  }
}

function* subTableProblems(node: TableNode, value: unknown): Generator<InitdataProblem> {
  const isList = node.table.endsWith('[]');
  const items: readonly unknown[] = isList && Array.isArray(value) ? value : [value];
  for (const [index, item] of items.entries()) {
    if (isTable(item)) yield* tableProblems(node, item, isList ? ` ${index + 1}` : '');
    else {
      const expected = isList ? 'a list of tables' : 'a table';
      const message = `${node.file} ${tableName(node.table)} has to be ${expected}, and is ${kindOf(value)}: the ${GUEST_PROGRAMS[node.file]} does not start`;
      yield { severity: 'error', message, fix: `write ${tableName(node.table)} on a line of its own` };
      return;
    }
  }
}

function* valueProblems(key: GuestKey, value: unknown, index: string): Generator<InitdataProblem> {
  const name = keyName(key).replace(tableName(key.table), `${tableName(key.table)}${index}`);
  const shape = shapeOf(key.type);
  const fit = fitOf(value, shape);
  if (key.since !== undefined) {
    const message = `${name} is read from guest components ${key.since} on (OpenShift sandboxed containers 1.13); those of 1.12 pass over it`;
    yield { severity: 'warning', message, fix: 'remove it, unless every node has the later release' };
  }
  if (fit === 'refused') {
    const message = `${name} has to be ${SHAPE_NAMES[shape]}, and is ${kindOf(value)} that the ${GUEST_PROGRAMS[key.file]} refuses: it does not start`;
    yield { severity: 'error', message, fix: `write ${SHAPE_NAMES[shape]}` };
  } else if (fit === 'converted') {
    const message = `${name} has to be ${SHAPE_NAMES[shape]}; the guest makes one of what is there`;
    // No number is a URL.
    yield { severity: key.type === 'url' ? 'error' : 'warning', message, fix: `write ${SHAPE_NAMES[shape]}` };
    if (!Array.isArray(value)) yield* textProblems(key, name, String(value));
  } else if (Array.isArray(value)) {
    for (const fault of textsFaults(key.type, value)) yield { ...fault, message: `${name} ${fault.message}` };
  } else yield* textProblems(key, name, String(value));
}

function* textProblems({ type }: GuestKey, name: string, text: string): Generator<InitdataProblem> {
  for (const fault of textFaults(type, text)) yield { ...fault, message: `${name} ${fault.message}` };
}

function unknownFile(name: string): InitdataProblem | undefined {
  const near = nearest(name, INITDATA_FILES);
  if (near === undefined) return undefined;
  const message = `"${name}" is no file that the guest reads; did you mean ${near}`;
  return {
    severity: 'warning',
    message,
    fix: `call it "${near}": without that, the guest starts without its settings`,
  };
}

function missingFile(file: GuestFile): InitdataProblem {
  const message = `has no ${file}: the ${GUEST_PROGRAMS[file]} goes by the command line of the guest's kernel, which is not known here`;
  return { severity: 'warning', message, fix: 'add one' };
}

/** What can be said of unknown names one by one, and the number of the others. */
function* unknownNames(
  unread: readonly string[],
  explain: (name: string) => InitdataProblem | undefined,
  others: (count: number) => Pick<InitdataProblem, 'message' | 'fix'>,
): Generator<InitdataProblem> {
  let count = Math.max(0, unread.length - MOST_PROBLEMS);
  for (const name of unread.slice(0, MOST_PROBLEMS)) {
    const problem = explain(name);
    if (problem === undefined) count += 1;
    else yield problem;
  }
  if (count > 0) yield { severity: 'warning', ...others(count) };
}

function names(count: number): string {
  return `${count} name${count === 1 ? '' : 's'}, not known here and not shown`;
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
