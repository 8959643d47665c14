import standalone from 'ajv/dist/standalone/index.js';
import * as esbuild from 'esbuild';
import type { ErrorTable, TypeData } from '../catalog/compiled-type.ts';
import { runtimeModules } from '../catalog/runtime-module.ts';
import { readRule } from '../cel/read-rule.ts';
import { type Automaton, automatonOf } from '../patterns/automaton.ts';
import { re2 } from '../patterns/re2.ts';
import { nodeTable } from '../schema/node-table.ts';
import type { SourceKind } from '../schema/source-kind.ts';
import { valueSchemaOf } from '../schema/value-schema.ts';
import { newAjv } from './ajv.ts';
import { compactErrors, joinInPlace } from './compact-code.ts';

/** What `loadType` makes a validator of. */
export interface CompiledType {
  /** JavaScript: an expression that is a function of `module`, `require` and `E`. ASCII. */
  readonly code: string;
  readonly data: TypeData;
  readonly errors: ErrorTable;
}

/** A kind's schema, or that of a type such as ObjectMeta. */
export type CompilableType = Pick<SourceKind, 'family' | 'schema' | 'definitions'>;

/** Compiles the schema of a type ahead of time, so that Ajv is not needed when values are judged. */
export async function compileType(type: CompilableType): Promise<CompiledType> {
  const ajv = newAjv({ source: true });
  const text = standalone.default(ajv, ajv.compile({ ...valueSchemaOf(type) }));
  const { code, errors } = compactErrors(joinInPlace(text));
  const automata: Record<string, Automaton> = {};
  const modules = runtimeModules((source) => {
    const automaton = automatonOf(source);
    if (automaton !== undefined) automata[source] = automaton;
    return re2(source);
  });
  // Runs the code, which asks for its patterns, to have the errors: they refer to the schemas in it.
  const evaluate = new Function('module', 'require', `${code};return ${errors}`);
  const errorTable = evaluate({ exports: {} }, modules) as ErrorTable;
  // Of the schemas nothing is left to refer to, so that they go.
  const minified = await esbuild.transform(code, { minify: true, treeShaking: true, legalComments: 'none' });
  return {
    code: `(function(module,require,E){${minified.code}})`,
    data: { nodes: nodeTable(type.schema, type.definitions, readRule), automata },
    errors: errorTable,
  };
}
