import { dataOf } from '../support/gate-data.ts';
import { PROMISES } from './promises.ts';

/** docs/gates.md: which gate rests on which field of the cluster. */
export function promisesPage(): string {
  const { gates } = dataOf({ tee: 'tdx', gpu: 'nvidia', topology: 'multi-node' }, {}, '{}');
  const rows = PROMISES.map(({ ids, objects, field, must }) => {
    const codes = gates.filter(({ conditions }) =>
      conditions.some(({ id }) => ids.includes(id) || (ids[0] === '*-as-in-git' && id.endsWith('as-in-git'))),
    );
    const named = codes.map(({ code }) => (code === 'remove' ? 'removal' : code)).join(', ');
    return `| ${named} | ${objects} | \`${field}\` | ${must} |`;
  });
  return [
    '# What the gates rest on',
    '',
    'A gate must not pass in a state that is not what Git says. Each of these fields, wrong alone in a cluster that is',
    'otherwise ready, holds the gates that are named; [a test](../test/sync-hook/promises.test.ts) makes such states, and',
    'this page is made of the same list. The conditions of a gate in words are in the runbook of each profile.',
    '',
    '| gates | objects | field | has to be so |',
    '|---|---|---|---|',
    ...rows,
    '',
    'Before a removal no pod may run whose RuntimeClass has a handler that begins with `kata`, whatever the class is called.',
    'What no gate sees: the content of MachineConfigs of others, but for what they change on the nodes; Secrets.',
    '',
  ].join('\n');
}
