import type { Script } from 'node:vm';
import type { Automaton } from '../patterns/automaton.ts';
import { automatonPattern } from '../patterns/match.ts';
import { re2 } from '../patterns/re2.ts';
import { linkNodes, type NodeTable } from '../schema/node-table.ts';
import type { TypeSchema, ValueCheck, ValueError } from './catalog.ts';
import { type RuntimeModules, runtimeModules } from './runtime-module.ts';

/** The part of a compiled type that every validation needs, beside its code. */
export interface TypeData {
  readonly nodes: NodeTable;
  /** Patterns that are tables; the others are matched by re2. */
  readonly automata: Readonly<Record<string, Automaton>>;
}

/** What is stored of each error that compiled code can report, by number. */
export type ErrorTable = readonly Omit<ValueError, 'instancePath'>[];

/**
 * Makes a validator of what `compileType` made.
 *
 * @param errors is called when there is an error
 */
export function loadType(script: Script, data: TypeData, errors: () => ErrorTable): TypeSchema {
  const modules = runtimeModules((source) => {
    const automaton = Object.hasOwn(data.automata, source) ? data.automata[source] : undefined;
    return automaton === undefined ? re2(source) : automatonPattern(source, automaton);
  });
  return { root: linkNodes(data.nodes), checkValue: loadCheck(script, modules, errors) };
}

interface CompiledCheck {
  (value: unknown): boolean;
  errors: (ValueError | NumberedError)[] | null;
}

interface NumberedError {
  readonly instancePath: string;
  readonly number: number;
}

type Factory = (module: { exports: unknown }, require: RuntimeModules, addError: typeof add) => void;

function loadCheck(script: Script, modules: RuntimeModules, errors: () => ErrorTable): ValueCheck {
  const module: { exports: unknown } = { exports: undefined };
  (script.runInThisContext() as Factory)(module, modules, add);
  const check = module.exports as CompiledCheck;
  return (value) => {
    if (check(value)) return [];
    const known = errors();
    return (check.errors ?? []).map((error) =>
      'number' in error
        ? ({ ...known[error.number], instancePath: error.instancePath } as ValueError)
        : error,
    );
  };
}

/** What compiled code calls to add an error. */
function add(errors: NumberedError[] | null, instancePath: string, number: number): NumberedError[] {
  const all = errors ?? [];
  all.push({ instancePath, number });
  return all;
}
