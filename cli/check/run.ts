import { fileURLToPath } from 'node:url';
import { checkFiles } from 'kube-strict/check/check-files.ts';
import { defaultPaths } from 'kube-strict/check/default-paths.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { type ShippedCatalog, shippedCatalog } from 'kube-strict/validation/catalog/shipped.ts';
import { refuseProfileNames } from '../profile-names.ts';
import { CHECK } from '../rules.ts';
import type { CheckOptions } from './options.ts';
import { checkSettings } from './settings.ts';

/**
 * Judges manifests and prints a report, document by document.
 *
 * @param given what to judge; when it is nothing, what is piped in, or else `dist`
 * @param shipped what objects are judged by; the schemas that ship lie beside the built program
 * @throws UserError when a path is not there, or nothing was found to be judged
 */
export async function check(
  given: readonly string[],
  options: CheckOptions,
  shipped: ShippedCatalog = shippedCatalog(fileURLToPath(new URL('schemas', import.meta.url))),
): Promise<ExitStatus> {
  const paths = given.length > 0 ? given : await defaultPaths(CHECK, 'dist');
  refuseProfileNames(paths);
  const isGood = await checkFiles(paths, options.exclude, options.output, checkSettings(options), shipped);
  return isGood ? 0 : 1;
}
