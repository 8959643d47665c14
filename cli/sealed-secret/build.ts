import { fileURLToPath } from 'node:url';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { type ShippedCatalog, shippedCatalog } from 'kube-strict/validation/catalog/shipped.ts';
import { validateObject } from 'kube-strict/validation/validate.ts';
import { isKbsResource, sealReference } from '../../initdata/sealed-secret.ts';
import { emitChecked } from '../../render/output/emit-checked.ts';
import type { BuildOptions } from './options.ts';

/**
 * Prints a sealed secret, or a Secret that holds sealed secrets.
 *
 * @throws UserError with everything that is wrong with what was asked for
 */
export function buildSealedSecret(resource: string | undefined, options: BuildOptions): ExitStatus {
  const { secret, namespace, key } = options;
  if (secret === undefined) {
    if (resource === undefined || namespace !== undefined || key.length > 0) throw new UserError([WRONG_USE]);
    throwAll(resourceProblems(resource));
    process.stdout.write(`${sealReference(resource)}\n`);
    return 0;
  }
  if (resource !== undefined || key.length === 0) throw new UserError([WRONG_USE]);
  process.stdout.write(secretManifest(secret, namespace, key));
  return 0;
}

const WRONG_USE: Problem = {
  message: 'expected a KBS resource, or --secret with at least one --key',
  fix: 'for example: sealed-secret build --secret db --namespace shop --key password=kbs:///default/db/password',
};

function secretManifest(
  name: string,
  namespace: string | undefined,
  keys: readonly string[],
  catalog: ShippedCatalog = shippedCatalog(fileURLToPath(new URL('schemas', import.meta.url))),
): string {
  const pairs = keys.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  const again = pairs.filter(([key], index) => pairs.findIndex(([other]) => other === key) < index);
  throwAll([
    ...pairs.flatMap(([, resource], index) =>
      resourceProblems(resource, keys.length === 1 ? '--key' : `--key, number ${index + 1} of them`),
    ),
    ...again.map(([key]) => ({
      path: '--key',
      message: `the key ${JSON.stringify(key)} is given twice`,
      fix: 'give it once',
    })),
  ]);
  const object = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    type: 'Opaque',
    stringData: Object.fromEntries(pairs.map(([key, resource]) => [key, sealReference(resource)])),
  };
  throwAll(
    validateObject(object, catalog).findings.map(({ path, message }) => {
      const option = OPTIONS.get(path) ?? '--key';
      return { path: option, message, fix: `mend what stands behind ${option}` };
    }),
  );
  return emitChecked(object, name);
}

/** Where parts of the Secret come from; all others are keys. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['/metadata/name', '--secret'],
  ['/metadata/namespace', '--namespace'],
]);

/** The value is not repeated: who mistakes what this is for may have given the secret itself. */
function resourceProblems(resource: string, path?: string): Problem[] {
  if (isKbsResource(resource)) return [];
  const message = 'expected a KBS resource with three parts, found something else';
  return [
    {
      ...(path !== undefined && { path }),
      message,
      fix: 'write kbs:///<repository>/<type>/<tag>, such as kbs:///default/db/password',
    },
  ];
}

function throwAll(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UserError(problems);
}
