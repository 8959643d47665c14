import { parse } from 'luaparse';
import { describe, expect, it } from 'vitest';
import { HEALTH_KINDS } from '../../rollout/health/kinds.ts';
import { machineConfigPool } from '../../rollout/health/machine-config-pool.ts';
import type { HealthRules, Path } from '../../rollout/health/rules.ts';
import { SGX_DEVICE_PLUGIN } from '../../rollout/health/sgx-device-plugin.ts';
import { toLua } from '../../rollout/health/to-lua.ts';
import { judgeWithWasmoon } from './support/lua.ts';

const KINDS = [...HEALTH_KINDS, machineConfigPool(['99-enable-intel-tdx', '100-iommu-kernel-args'])];

/** Rules that are Healthy where a value is present, and tell the value. */
function presenceOf(path: Path, ...others: Path[]): HealthRules {
  return {
    rules: [
      {
        status: 'Healthy',
        when: { present: path },
        message: [path, ...others].flatMap((one) => [{ path: one, orElse: 'none' }, ';']),
      },
    ],
    otherwise: { status: 'Progressing', message: [''] },
  };
}

describe.each(KINDS)('the Lua check of $kind', ({ health }) => {
  it('is Lua 5.1', () => {
    expect(() => parse(toLua(health), { luaVersion: '5.1' })).not.toThrow();
  });

  it('uses nothing but the object and three functions of the base library', () => {
    const { globals } = parse(toLua(health), { luaVersion: '5.1', scope: true });
    expect(['obj', 'ipairs', 'type', 'tostring']).toEqual(
      expect.arrayContaining([...new Set(globals.map(({ name }) => name))]),
    );
  });
});

describe('a Lua check', () => {
  it('can be read', () => {
    expect(toLua(SGX_DEVICE_PLUGIN.health)).toBe(`\
-- The value under these keys, or nil where there is none.
local function get(value, ...)
  for _, key in ipairs({...}) do
    if type(value) ~= "table" then return nil end
    value = value[key]
  end
  return value
end

-- Whether two values are the same text or the same number.
local function same(a, b)
  return a == b and (type(a) == "string" or type(a) == "number")
end

local function more(value, bound)
  return type(value) == "number" and value > bound
end

-- A text or number for a message, or else what to say when there is none.
local function text(value, orElse)
  if type(value) == "number" then return tostring(value) end
  if type(value) == "string" and value ~= "" then return value end
  return orElse
end

local desiredNumberScheduled = get(obj, "status", "desiredNumberScheduled")
local numberReady = get(obj, "status", "numberReady")

if more(desiredNumberScheduled, 0)
  and same(numberReady, desiredNumberScheduled) then
  return {status = "Healthy", message = text(numberReady, "0") .. " of " .. text(desiredNumberScheduled, "0") .. " nodes have a ready plugin"}
end
if more(desiredNumberScheduled, 0) then
  return {status = "Progressing", message = text(numberReady, "0") .. " of " .. text(desiredNumberScheduled, "0") .. " nodes have a ready plugin"}
end

return {status = "Progressing", message = "No node is to run the plugin yet: see spec.nodeSelector"}
`);
  });

  it('keeps apart values whose paths end in the same words', async () => {
    const item = { where: ['name', '99-a b'] as const };
    const lua = toLua(
      presenceOf(['spec', 'name'], ['status', 'name'], ['end'], ['get'], ['list', item, 'name']),
    );
    const object = {
      spec: { name: 'a' },
      status: { name: 'b' },
      end: 'c',
      get: 'd',
      list: [{ name: '99-a b' }],
    };
    expect(await judgeWithWasmoon([{ lua, object }])).toEqual([
      { status: 'Healthy', message: 'a;b;c;d;99-a b;' },
    ]);
  });

  it('takes the first of several items with the same name', async () => {
    const lua = toLua(presenceOf(['list', { where: ['type', 'A'] }, 'value']));
    const object = { list: ['A', { type: 'A', value: 1 }, { type: 'A', value: 2 }] };
    expect(await judgeWithWasmoon([{ lua, object }])).toEqual([{ status: 'Healthy', message: '1;' }]);
  });

  it('quotes texts, and refuses a character that Lua 5.1 cannot quote', async () => {
    const said = (text: string): HealthRules => ({
      rules: [],
      otherwise: { status: 'Progressing', message: [text] },
    });
    const text = 'a "b" \\n \n \t ü';
    expect(await judgeWithWasmoon([{ lua: toLua(said(text)), object: {} }])).toEqual([
      { status: 'Progressing', message: text },
    ]);
    expect(() => toLua(said('\u0007'))).toThrow('A Lua string cannot hold "\\u0007"');
  });
});
