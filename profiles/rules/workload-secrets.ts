import { secretWords } from 'kube-strict/ground/secret-words.ts';
import { isSecretVariable, secretIn } from 'kube-strict/ground/secrets.ts';
import { isNamedSecret } from '../../policy/support/named-secret.ts';
import type { Path } from '../path.ts';
import type { Rule } from './rule.ts';

/** Refuses secrets in variables and commands: they would be in Git and on the cluster, from which the VM is to keep them. */
export const workloadSecrets: Rule = ({ workloads }) =>
  workloads.flatMap(({ env = {}, command = [], args = [] }, index) => {
    const at = (...path: Path) => ['workloads', index, ...path];
    const variables = Object.entries(env).flatMap(([name, value]) => {
      const isNamed = isNamedSecret(name, value) || isSecretVariable(name, value);
      const what = secretIn(value) ?? (isNamed ? 'a secret, by its name' : undefined);
      return what === undefined ? [] : [problem(at('env', name), what)];
    });
    const words = Object.entries({ command, args }).flatMap(([key, list]) =>
      secretWords(list).map((place) => {
        return problem(at(key, place), secretIn(list[place] ?? '') ?? 'a secret, by the name before it');
      }),
    );
    return [...variables, ...words];
  });

function problem(path: Path, what: string) {
  return {
    path,
    message: `holds what looks like ${what} (not shown); no secret may be in a profile`,
    fix: 'put it into the KBS, and write a reference: coco-gitops sealed-secret build kbs:///<repository>/<type>/<tag>',
  };
}
