import { type RequestVerdict, readAgentPolicy } from '../../initdata/agent-policy.ts';
import { REQUESTS } from '../../initdata/agent-requests.ts';
import { decodeInitdata } from '../../initdata/decode.ts';
import { INITDATA_FILES } from '../../initdata/guest-settings/keys.ts';
import { type ReadInitdata, readToml } from '../initdata/reading.ts';
import { plural } from '../report/printable.ts';

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
  const differences = [
    ...(was.initdata.policy === is.initdata.policy ? [] : requestChanges(was.policy, is.policy)),
    ...fileChanges(was, is),
    ...settingChanges(was, is),
  ];
  return {
    differences:
      differences.length > 0
        ? differences
        : ['its text is another, and with it the digest; each answer and setting is the same'],
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

function fileChanges(was: ReadInitdata, is: ReadInitdata): string[] {
  const [before, after] = [was.initdata.files, is.initdata.files];
  const gone = INITDATA_FILES.filter((name) => before.has(name) && !after.has(name));
  const added = INITDATA_FILES.filter((name) => !before.has(name) && after.has(name));
  const others = [...before.keys()].filter(
    (name) => !INITDATA_FILES.includes(name) && !after.has(name),
  ).length;
  const isRewritten =
    before.has('policy.rego') &&
    after.has('policy.rego') &&
    before.get('policy.rego') !== after.get('policy.rego');
  return [
    ...(gone.length > 0 ? [`takes away ${gone.join(', ')}`] : []),
    ...(added.length > 0 ? [`adds ${added.join(', ')}`] : []),
    ...(others > 0 ? [`takes away ${plural(others, 'file')} not known here`] : []),
    ...(isRewritten ? ['has another text in policy.rego'] : []),
  ];
}

function settingChanges(was: ReadInitdata, is: ReadInitdata): string[] {
  const before = byName(was);
  const after = byName(is);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name)?.value !== after.get(name)?.value,
  );
  const isShown = (name: string) => (before.get(name) ?? after.get(name))?.shown !== undefined;
  const hidden = changed.filter((name) => !isShown(name));
  const algorithm = [was.initdata.algorithm, is.initdata.algorithm];
  return [
    ...changed.filter(isShown).map((name) => {
      const [old, now] = [before.get(name)?.shown, after.get(name)?.shown];
      if (now === undefined) return `takes away ${name} (${old})`;
      return old === undefined ? `adds ${name} (${now})` : `changes ${name} (${old} before, ${now} now)`;
    }),
    ...(hidden.length > 0
      ? [`changes ${plural(hidden.length, 'setting')} not known here and not shown`]
      : []),
    ...(algorithm[0] === algorithm[1] ? [] : [`changes algorithm (${algorithm.join(' before, ')} now)`]),
  ];
}

function byName({ settings }: ReadInitdata) {
  return new Map(settings.map((setting) => [`${setting.file} ${setting.key}`, setting]));
}
