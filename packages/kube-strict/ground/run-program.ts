import { Command, CommanderError } from 'commander';
import { printableLines } from './printable.ts';
import { UserError } from './user-error.ts';

/** Exit statuses: 0 fine; 1 findings, drift or differences; 2 wrong usage or input; 3 our own failure. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** A program without commands yet, with what is common to all: options, and no value of an unknown option in messages. */
export function newProgram(name: string, description: string, version: string): Command {
  return new Command(name)
    .description(description)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(run with --help to see what is possible)')
    .configureOutput({ outputError: (text, write) => write(printableLines(withoutValue(text))) })
    .exitOverride();
}

/**
 * Parses the command line and runs what it names.
 *
 * @param args what follows the program's name
 * @param status what the command came to, once it has run
 * @returns the exit status; never throws
 */
export async function runProgram(
  program: Command,
  args: readonly string[],
  status: () => ExitStatus,
): Promise<ExitStatus> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return status();
  } catch (error) {
    return report(error, program.name());
  }
}

/** An option that does not exist is named without the value that was given with it, which may be a secret. */
function withoutValue(text: string): string {
  return text.replace(/(unknown option '[^'=]*)=[\s\S]*'/, "$1=…'");
}

function report(error: unknown, name: string): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${name} failed; this is a defect of the program, not of your input.\n${printableLines(detail)}\n`,
  );
  return 3;
}
