import { describe, expect, it } from 'vitest';
import { installedBefore } from '../simulator/failures.ts';
import type { Job } from '../simulator/kinds.ts';
import type { KubeObject } from '../simulator/object.ts';
import { gateOf } from '../simulator/sync-engine/application.ts';
import { EVERY_SHAPE, hasPython, NEEDS_PYTHON, scenarios, withOurSubscriptions } from './support/scenario.ts';

const scenario = scenarios();

/** What a request asks for: `verb group/resource`, where, and which. */
interface Request {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly namespace: string | undefined;
}

/** @param asked `read`, `patch` or `delete`, and the raw path */
function requestOf(asked: string): Request {
  const [how = '', path = ''] = asked.split(' ');
  const parts = path.split('/').slice(1);
  const group = parts[0] === 'api' ? '' : (parts[1] ?? '');
  const rest = parts.slice(group === '' ? 2 : 3);
  const namespace = rest[0] === 'namespaces' ? rest[1] : undefined;
  const [resource = '', name] = namespace === undefined ? rest : rest.slice(2);
  const verb = how === 'read' ? (name === undefined ? 'list' : 'get') : how;
  return { verb, group, resource, namespace, name };
}

/** The rules of the Roles that a service account of the gates is bound to. */
function rulesOf(objects: readonly KubeObject[], account: string): Rule[] {
  const bound = objects.filter(
    ({ kind, subjects }) =>
      (kind === 'ClusterRoleBinding' || kind === 'RoleBinding') &&
      (subjects as readonly { readonly name: string; readonly namespace: string }[]).some(
        ({ name, namespace }) => namespace === 'coco-gitops' && name === account,
      ),
  );
  return bound.flatMap(({ metadata, roleRef }) => {
    const { kind, name } = roleRef as { readonly kind: string; readonly name: string };
    const role = objects.find(
      (object) =>
        object.kind === kind &&
        object.metadata.name === name &&
        object.metadata.namespace === metadata.namespace,
    );
    return ((role?.['rules'] ?? []) as Rule[]).map((rule) => ({ ...rule, namespace: metadata.namespace }));
  });
}

function allows(rule: Rule, { verb, group, resource, namespace, name }: Request): boolean {
  return (
    rule.apiGroups.includes(group) &&
    rule.resources.includes(resource) &&
    rule.verbs.includes(verb) &&
    (rule.namespace === undefined || rule.namespace === namespace) &&
    (rule.resourceNames === undefined || (name !== undefined && rule.resourceNames.includes(name)))
  );
}

const MANUAL = 'approval: Manual, startingCSV';
const PROFILES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['automatic approval', {}],
  [
    'manual approval',
    { operators: `{ sandboxedContainers: { ${MANUAL}: sandboxed-containers-operator.v1.12.0 } }` },
  ],
  ['verification of attestation', { verification: '{}' }],
];
const THEIRS = [{ csv: 'nfd.v4.21.0', namespace: 'their-nfd' }];
const OF_OTHERS: (typeof PROFILES)[number] = [
  'an operator of somebody else',
  { operators: '{ nodeFeatureDiscovery: { installed: true, namespace: their-nfd } }' },
];

describe.skipIf(!hasPython).each([...PROFILES, OF_OTHERS])(
  `the rights of the gates with %s ${NEEDS_PYTHON}`,
  (name, profile) => {
    const ofOthers = name === OF_OTHERS[0];
    it.each(ofOthers ? EVERY_SHAPE.slice(0, 1) : EVERY_SHAPE)(
      'of $name are what the gates use in a rollout and a removal',
      async ({ shape }) => {
        const { cluster, argo, objects, gates } = scenario(shape, {
          seed: 11,
          profile,
          ...(ofOthers && { failures: [installedBefore(THEIRS)] }),
          health: withOurSubscriptions,
        });
        expect((await argo.sync(() => objects)).outcome).toBe('Succeeded');
        cluster.advance(600);
        expect((await argo.delete(objects, 24)).outcome).toBe('Deleted');
        for (const [account, codes] of Object.entries(accountsOf(objects))) {
          const requests = codes.flatMap((code) => [...(gates.requests.get(code) ?? [])].map(requestOf));
          const rules = rulesOf(objects, account);
          expect(
            requests.filter((request) => !rules.some((rule) => allows(rule, request))),
            account,
          ).toEqual([]);
          // Each verb of each rule is used, but for the patch of KataConfig, which only a missing runtime class asks for.
          const unused = rules.flatMap((rule) =>
            rule.verbs
              .filter((verb) => !requests.some((request) => request.verb === verb && allows(rule, request)))
              .map((verb) => `${verb} ${rule.resources.join()}`),
          );
          expect(
            unused.filter((one) => one !== 'patch kataconfigs'),
            account,
          ).toEqual([]);
        }
      },
    );
  },
);

/** The gates by the account that their Jobs run under. */
function accountsOf(objects: readonly KubeObject[]): Record<string, string[]> {
  const accounts: Record<string, string[]> = {};
  for (const job of objects.filter(({ kind }) => kind === 'Job')) {
    const code = gateOf(job);
    const { serviceAccountName: name = '' } = (job as Job).spec.template.spec as {
      serviceAccountName?: string;
    };
    if (code !== undefined) accounts[name] = [...(accounts[name] ?? []), code];
  }
  return accounts;
}
