import { UserError } from 'kube-strict/ground/user-error.ts';
import { pause } from './pause.ts';
import { OutputChanged } from './snapshot.ts';
import { errorCode, explain } from './system-error.ts';

/** Each failed attempt means that another run was faster; so many in a row do not come from people's work. */
const ATTEMPTS = 100;

/**
 * Runs `action` on the output until no other process changes it meanwhile.
 * @throws UserError when that never happens, and for every error of the file system
 */
export function retryOnChange<T>(output: string, action: () => T): T {
  let last = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof OutputChanged) && errorCode(error) !== 'ENOENT') throw explain(error, output);
      last = error instanceof Error ? error.message : '';
      pause(attempt % 10);
    }
  }
  const message = `keeps changing while it is worked on (last seen: ${last})`;
  throw new UserError([
    { file: output, message, fix: 'stop the other program that writes there, and run again' },
  ]);
}
