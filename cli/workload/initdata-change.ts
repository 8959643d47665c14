import { type RequestVerdict, readAgentPolicy } from '../../initdata/agent-policy.ts';
import { REQUESTS } from '../../initdata/agent-requests.ts';
import { decodeInitdata } from '../../initdata/decode.ts';
import { type Difference, differencesOf } from '../initdata/compare.ts';
import { type ReadInitdata, readToml } from '../initdata/reading.ts';

/** What a workload was bound by, and is by what comes in its place; an empty list where both bind alike. */
export type InitdataChange = { readonly fault: string } | { readonly differences: readonly string[] };

/**
 * In what initdata differs from that which comes in its place, from what opens to what only changes. Nothing is shown
 * that is not known here.
 *
 * @param before values of the annotation
 */
export function initdataChange(before: string, after: string): InitdataChange {
  const [old, now] = [decodeInitdata(before), decodeInitdata(after)];
  if ('fault' in old) return old;
  if ('fault' in now) throw new Error(`no initdata to put in its place: ${now.fault}`);
  if (old.toml === now.toml) return { differences: [] };
  const [was, is] = [readToml(old.toml, {}), readToml(now.toml, {})];
  return {
    differences: [
      ...(was.initdata.policy === is.initdata.policy ? [] : requestChanges(was.policy, is.policy)),
      ...differencesOf(was, is).flatMap((difference) => otherChange(difference) ?? []),
    ],
  };
}

/** How an agent policy, alone in an annotation, differs from that of initdata. */
export function policyChange(before: string, after: string): InitdataChange {
  const now = decodeInitdata(after);
  if ('fault' in now) throw new Error(`no initdata to put in its place: ${now.fault}`);
  const policy = Buffer.from(before, 'base64').toString('utf8');
  return { differences: requestChanges(readAgentPolicy(policy), readToml(now.toml, {}).policy) };
}

type Policy = ReadInitdata['policy'];

const OPENNESS: Readonly<Record<RequestVerdict, number>> = { deny: 0, conditional: 1, allow: 2 };

function requestChanges(was: Policy, is: Policy): string[] {
  if (was === undefined || is === undefined) return [];
  const answers = REQUESTS.map((name) => ({ name, before: was.verdict(name), after: is.verdict(name) }));
  const opens = answers.filter(({ before, after }) => OPENNESS[before] < OPENNESS[after]);
  const closes = answers.filter(({ before, after }) => OPENNESS[before] > OPENNESS[after]);
  // What is allowed under one condition may be under no other.
  const depends = answers.filter(({ before, after }) => before === 'conditional' && after === 'conditional');
  const words = (list: typeof answers) =>
    list.map(({ name, before, after }) => `${name} (${before} before, ${after} now)`).join(', ');
  return [
    ...(opens.length > 0 ? [`opens ${words(opens)}`] : []),
    ...(depends.length > 0
      ? [`may open ${depends.map(({ name }) => name).join(', ')}, under other conditions than before`]
      : []),
    ...(closes.length > 0 ? [`closes ${words(closes)}`] : []),
  ];
}

/** A difference but for those of requests, in words; a value that is not there is called none or nothing. */
function otherChange({ what, expected, found }: Difference): string | undefined {
  if (REQUESTS.includes(what)) return undefined;
  if (expected === undefined || found === undefined) return `changes ${what}`;
  const isThere = (value: string) => value !== 'none' && value !== 'nothing';
  const shown = (value: string) => (value === 'there' ? '' : ` (${value})`);
  if (!isThere(found)) return `takes away ${what}${shown(expected)}`;
  return isThere(expected)
    ? `changes ${what} (${expected} before, ${found} now)`
    : `adds ${what}${shown(found)}`;
}
