import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from 'kube-strict/ground/read-file.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { checkProfile } from '../../profiles/check.ts';
import { optionFor } from '../../profiles/find.ts';
import { nameFrom } from '../../profiles/name-from.ts';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import type { NewProfileOptions } from './options.ts';

/**
 * Writes the file of a new profile; never over another.
 *
 * @throws UserError when the name cannot be one, or the file cannot be written
 */
export function newProfile(name: string, options: NewProfileOptions): ExitStatus {
  const file = join(options.profiles, `${name}.yaml`);
  const text = profileTemplate(options, existsSync(join(options.profiles, 'profile.schema.json')));
  const { problems } = checkProfile(text, file);
  if (problems.length > 0 || /[/\\]/.test(name)) {
    const message = `${JSON.stringify(name)} cannot be the name of a profile: expected at most 63 lower case letters, digits and "-", without folder and ".yaml"`;
    throw new UserError([{ message, fix: `for example: coco-gitops new profile ${nameFrom(name)}` }]);
  }
  try {
    mkdirSync(options.profiles, { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const isThere = existsSync(file);
    const message = isThere ? 'is there already' : `cannot be written: ${reasonOf(error)}`;
    const fix = isThere
      ? 'choose another name, or change that file'
      : 'name another folder: --profiles FOLDER';
    throw new UserError([{ file, message, fix }]);
  }
  process.stdout.write(
    `${file}: written; put your own hosts for those below example.com, then: coco-gitops synth ${name}${optionFor(options.profiles)}\n`,
  );
  return 0;
}

/** The shortest profile of a cluster. */
export function profileTemplate({ tee, gpu, topology }: ClusterShape, withSchema: boolean): string {
  return [
    ...(withSchema ? ['# yaml-language-server: $schema=./profile.schema.json'] : []),
    `tee: ${tee}`,
    ...(gpu === 'none' ? [] : [`gpu: ${gpu}`]),
    `topology: ${topology}`,
    'openshift: 4.21.9 # the version of the cluster, as "oc get clusterversion" shows it',
    ...(topology === 'multi-node'
      ? ['nodes:', '  expected: 3 # how many workers run confidential pods']
      : []),
    'trustee:',
    '  url: https://kbs.trustee.example.com # the attestation service, on another, trusted cluster',
    ...(tee === 'tdx' && topology !== 'single-node'
      ? ['pccs:', '  node: control-plane-0.example.com # keeps the cache of Intel certificates on its disk']
      : []),
    'gitops:',
    '  repository: https://git.example.com/platform/clusters.git # where dist/ is pushed to',
    '',
  ].join('\n');
}
