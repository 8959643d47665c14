import { plural } from 'kube-strict/ground/printable.ts';
import { REQUESTS } from '../../initdata/agent-requests.ts';
import type { Setting } from '../../initdata/settings.ts';
import { type ReadInitdata, unknownFiles } from './reading.ts';

/** One thing in which initdata is not what it should be. */
export interface Difference {
  /** `cdh.toml [kbc] url`, or the name of a request. */
  readonly what: string;
  /** Undefined where it should not be there, or may not be shown. */
  readonly expected?: string;
  /** Undefined where it is not there, or may not be shown. */
  readonly found?: string;
}

/** In what initdata differs; none when it is the same, byte for byte. What is not known here is only counted. */
export function differencesOf(expected: ReadInitdata, found: ReadInitdata): Difference[] {
  if (expected.toml === found.toml) return [];
  const differences = [
    ...differing('algorithm', expected.initdata.algorithm, found.initdata.algorithm),
    ...differing('what is wrong with it', faultsOf(expected), faultsOf(found)),
    ...settingDifferences(expected.settings, found.settings),
    ...fileDifferences(expected, found),
    ...policyDifferences(expected, found),
  ];
  if (differences.length > 0) return differences;
  return [{ what: 'comments, white space or order of the TOML, and nothing else; the digest differs' }];
}

function differing(what: string, expected = 'none', found = 'none'): Difference[] {
  return expected === found ? [] : [{ what, expected, found }];
}

function faultsOf({ initdata }: ReadInitdata): string | undefined {
  return initdata.faults.length === 0 ? undefined : initdata.faults.join('; ');
}

function settingDifferences(expected: readonly Setting[], found: readonly Setting[]): Difference[] {
  const before = byName(expected);
  const after = byName(found);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name)?.value !== after.get(name)?.value,
  );
  const isKnown = (name: string) => (before.get(name) ?? after.get(name))?.shown !== undefined;
  const hidden = changed.filter((name) => !isKnown(name)).length;
  return [
    ...changed.filter(isKnown).map((what) => shownDifference(what, before.get(what), after.get(what))),
    ...(hidden === 0 ? [] : [{ what: `${plural(hidden, 'setting')} not known here, and not shown` }]),
  ];
}

function byName(settings: readonly Setting[]): ReadonlyMap<string, Setting> {
  return new Map(settings.map((setting) => [`${setting.file} ${setting.key}`, setting]));
}

function shownDifference(
  what: string,
  expected: Setting | undefined,
  found: Setting | undefined,
): Difference {
  const [before, after] = [expected?.shown ?? 'nothing', found?.shown ?? 'nothing'];
  // The part that differs may be one that is not shown.
  return before === after ? { what } : { what, expected: before, found: after };
}

function fileDifferences(expected: ReadInitdata, found: ReadInitdata): Difference[] {
  const [before, after] = [expected.initdata.files, found.initdata.files];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changed = new Map(
    names.filter((name) => before.get(name) !== after.get(name)).map((name) => [name, '']),
  );
  const others = unknownFiles(changed);
  return [
    ...['aa.toml', 'cdh.toml', 'policy.rego'].flatMap((name) =>
      differing(name, presence(before, name), presence(after, name)),
    ),
    ...(others === 0 ? [] : [{ what: `${plural(others, 'file')} not known here, and not shown` }]),
  ];
}

function presence(files: ReadonlyMap<string, string>, name: string): string | undefined {
  return files.has(name) ? 'there' : undefined;
}

function policyDifferences(expected: ReadInitdata, found: ReadInitdata): Difference[] {
  const [before, after] = [expected.policy, found.policy];
  if (before === undefined || after === undefined) return [];
  if (expected.initdata.policy === found.initdata.policy) return [];
  const requests = REQUESTS.flatMap((request) =>
    differing(request, before.verdict(request), after.verdict(request)),
  );
  if (requests.length > 0) return requests;
  return [{ what: 'the text of policy.rego; each request gets the same answer, as far as that can be told' }];
}
