import type { Profile } from './profile.ts';
import { RELEASE } from './release.ts';
import { openshiftVersion } from './rules/openshift-version.ts';
import type { RuleProblem } from './rules/rule.ts';
import { csvVersion } from './rules/starting-csv.ts';
import { listWords } from './words.ts';

/** What is to be said of a profile though it may be right: versions that nobody has tried with what is rendered. */
export function notesOn(profile: Profile): RuleProblem[] {
  return [...untriedOpenshift(profile), ...laterOperator(profile)];
}

function untriedOpenshift(profile: Profile): RuleProblem[] {
  const [major, minor] = openshiftVersion(profile);
  if (RELEASE.openshift.some((tried) => tried[0] === major && tried[1] === minor)) return [];
  const known = listWords(RELEASE.openshift.map((tried) => tried.join('.')));
  return [
    {
      path: ['openshift'],
      message: `note: nothing that is rendered was ever tried with OpenShift ${major}.${minor}; ${RELEASE.name} names ${known}`,
      fix: 'try it on a cluster that may fail, before one that may not',
    },
  ];
}

function laterOperator({ operators }: Profile): RuleProblem[] {
  const csv = operators.sandboxedContainers.startingCSV ?? '';
  const [major, minor] = csvVersion('sandboxedContainers', csv) ?? RELEASE.minor;
  if (major === RELEASE.minor[0] && minor === RELEASE.minor[1]) return [];
  return [
    {
      path: ['operators', 'sandboxedContainers', 'startingCSV'],
      message: `note: all of this is made for ${RELEASE.name}, and was never tried with ${major}.${minor}, whose guests measure differently and go with another release of Trustee`,
      fix: `write a version ${RELEASE.minor.join('.')}, or try it on a cluster that may fail`,
    },
  ];
}
