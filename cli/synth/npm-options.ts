import { UserError } from 'kube-strict/ground/user-error.ts';

/** Options of `synth` that npm takes for its own when no `--` stands before them. */
const OPTIONS = ['check', 'stdout', 'profiles', 'output'];

/**
 * `npm run synth --check` hands nothing on: it would write, and pass in every pipeline.
 *
 * @throws UserError when npm has kept an option to itself
 */
export function refuseOptionsOfNpm(environment: Readonly<Record<string, string | undefined>>): void {
  if (environment['npm_lifecycle_event'] !== 'synth') return;
  const kept = OPTIONS.filter((option) => environment[`npm_config_${option}`] !== undefined);
  if (kept.length === 0) return;
  const options = kept.map((option) => `--${option}`).join(' ');
  const message = `npm has kept ${options} to itself, since no "--" stands before it; nothing was done`;
  throw new UserError([{ message, fix: `npm run synth -- ${options}` }]);
}
