import { fstatSync } from 'node:fs';
import { kindOfPath } from '../ground/read-file.ts';
import { UserError } from '../ground/user-error.ts';
import { STDIN } from '../manifests/find-files.ts';

/**
 * So long nothing need come: a job in a pipeline can have a pipe for a standard input that nobody writes to, and must not
 * hang. To judge something else then could call well what comes later, so that it is an error.
 */
const PATIENCE = 10_000;

/**
 * What is to be judged when no path is given: what is piped in; and a folder when nothing is, as on a terminal, with
 * `/dev/null`, and where the pipe ends at once.
 *
 * @param check the command of the program
 * @param folder what is judged when nothing is piped in
 * @param patience milliseconds
 * @throws UserError when nothing comes, and the pipe does not end
 */
export async function defaultPaths(
  check: string,
  folder: string,
  stream: NodeJS.ReadStream = process.stdin,
  isPiped: boolean = hasPipe(),
  patience = PATIENCE,
): Promise<readonly string[]> {
  if (!isPiped) return existing(folder, check);
  const first = await firstOf(stream, patience);
  if (first === 'data') return [STDIN];
  if (first === 'nothing') {
    const message = `nothing came on the standard input in ${patience / 1000} seconds, and it does not end`;
    const fix = `write "${check} -" to wait for it, or name what is to be checked: ${check} ${folder}`;
    throw new UserError([{ message, fix }]);
  }
  const paths = existing(folder, check);
  process.stderr.write(`nothing came on the standard input; ${folder} is checked\n`);
  return paths;
}

function existing(folder: string, check: string): readonly string[] {
  if (kindOfPath(folder) !== undefined) return [folder];
  const fix = `run it from the root of the repository, or name what is to be checked: ${check} FILE-OR-FOLDER`;
  throw new UserError([{ file: folder, message: 'does not exist, and no path was given', fix }]);
}

/** Whether the standard input is a pipe or a file; neither a terminal, nor `/dev/null`, nor closed. */
function hasPipe(): boolean {
  try {
    const stats = fstatSync(0);
    return stats.isFIFO() || stats.isSocket() || stats.isFile();
  } catch {
    return false;
  }
}

/** What happens first; what has come is left in the stream. */
function firstOf(stream: NodeJS.ReadStream, patience: number): Promise<'data' | 'end' | 'nothing'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle('nothing'), patience);
    const onReadable = () => settle(stream.readableLength > 0 ? 'data' : 'end');
    const onEnd = () => settle('end');
    const settle = (what: 'data' | 'end' | 'nothing') => {
      clearTimeout(timer);
      stream.off('readable', onReadable).off('end', onEnd).off('error', onEnd);
      if (what === 'nothing') stream.destroy();
      resolve(what);
    };
    stream.on('readable', onReadable).on('end', onEnd).on('error', onEnd);
  });
}
