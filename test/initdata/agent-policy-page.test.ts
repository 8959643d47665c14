import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AGENT_REQUESTS, type AgentRequest, type Need } from '../../initdata/agent-requests.ts';

const FILE = fileURLToPath(new URL('../../docs/agent-policy.md', import.meta.url));

const DENIED: Readonly<Record<Exclude<Need, 'price'>, string>> = {
  start: 'no pod **starts**',
  'some-starts': 'no pod **starts** where it is sent',
  stop: 'no pod **stops**',
  nothing: 'nothing',
};

function row({ name, sent, need, denied = '', gains, byDefault, condition }: AgentRequest): string {
  const cells = [
    `\`${name}\``,
    sent,
    byDefault === 'condition' ? `conditional: ${condition}` : byDefault,
    need === 'price' ? denied : DENIED[need],
    gains === '' ? '–' : gains,
  ];
  return `| ${cells.join(' | ')} |`;
}

function page(): string {
  const table = [
    '| request | sent | default policy | denied, it costs | allowed for anything, it gives |',
    '|---|---|---|---|---|',
    ...AGENT_REQUESTS.map(row),
  ];
  const marks = /(<!-- requests -->\n)[\s\S]*?(<!-- \/requests -->)/;
  return readFileSync(FILE, 'utf8').replace(marks, `$1\n${table.join('\n')}\n\n$2`);
}

describe('the page about the agent policy', () => {
  it('has the table of requests as it is (renew it with: npx vitest run test/initdata -u)', async () => {
    expect(
      page()
        .split('\n')
        .filter((line) => /^\| `\w+Request`|^\| `MemAgent/.test(line)),
    ).toHaveLength(AGENT_REQUESTS.length);
    await expect(page()).toMatchFileSnapshot(FILE);
  });
});
