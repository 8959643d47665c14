import { execFileSync, spawnSync } from 'node:child_process';
import { LuaFactory } from 'wasmoon';
import type { Json, JsonObject, Verdict } from './recorded.ts';

/** A check and an object to run it on. */
export interface LuaCase {
  readonly lua: string;
  readonly object: JsonObject;
}

/** Debian's package lua5.1: the language that Argo CD's interpreter speaks. */
export const hasLua51 = spawnSync('lua5.1', ['-v']).error === undefined;

/** What Lua 5.1 says of each case; status `error` where the check raises one. */
export function judgeWithLua51(cases: readonly LuaCase[]): Verdict[] {
  const program = `local write = io.write\nlocal run = function()\n${programOf(cases)}\nend\nwrite(run())`;
  const out = execFileSync('lua5.1', ['-'], { input: program, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return verdictsOf(out);
}

/** What Lua 5.4, in WebAssembly, says of each case. */
export async function judgeWithWasmoon(cases: readonly LuaCase[]): Promise<Verdict[]> {
  const lua = await new LuaFactory().createEngine();
  try {
    return verdictsOf(await lua.doString(programOf(cases)));
  } finally {
    lua.global.close();
  }
}

/**
 * A program that returns the verdicts. Argo CD gives a custom check the libraries base, table, package and a part of os
 * (util/lua/lua.go `runLua`); here it gets less, the base library alone, and strings have no methods.
 */
function programOf(cases: readonly LuaCase[]): string {
  const checks = [...new Set(cases.map(({ lua }) => lua))];
  return [
    'local load, concat = loadstring or load, table.concat',
    'local strings = getmetatable("")',
    'strings.__index = nil',
    'string, table, math, io, os, debug, coroutine, package, utf8, require = nil',
    'local checks = {}',
    ...checks.map((lua, index) => `checks[${index + 1}] = load(${luaOf(lua)})`),
    'local function verdict(check, object)',
    '  obj = object()',
    '  local ok, health = pcall(checks[check])',
    '  if not ok then return "error\\1" .. tostring(health) .. "\\2" end',
    '  return tostring(health.status) .. "\\1" .. tostring(health.message) .. "\\2"',
    'end',
    'local verdicts = {}',
    ...cases.map(
      ({ lua, object }) =>
        `verdicts[#verdicts + 1] = verdict(${checks.indexOf(lua) + 1}, function() return ${luaOf(object)} end)`,
    ),
    'return concat(verdicts)',
  ].join('\n');
}

function verdictsOf(output: string): Verdict[] {
  return output
    .split('\u0002')
    .slice(0, -1)
    .map((line) => {
      const [status = '', message = ''] = line.split('\u0001');
      return { status, message };
    });
}

/** A Lua expression of a value, as Argo CD hands it over: without nulls, in lists too. */
function luaOf(value: Json): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return `"${value.replace(/[^ !#-[\]-~]/g, escapeCharacter)}"`;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== null).map(luaOf);
    return `{${items.join(', ')}}`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return `{${entries.map(([key, item]) => `[${luaOf(key)}] = ${luaOf(item)}`).join(', ')}}`;
}

function escapeCharacter(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${String(byte).padStart(3, '0')}`).join('');
}
