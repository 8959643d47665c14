import { UserError } from 'kube-strict/ground/user-error.ts';

/** What helps, by the code that the system gave. */
const FIXES: Readonly<Record<string, (output: string) => string>> = {
  EACCES: permission,
  EPERM: permission,
  EROFS: (output) => `the file system is read-only; choose another output folder than ${output}`,
  ENOSPC: () => 'free some space and run again; nothing was changed',
  EDQUOT: () => 'free some of the quota and run again; nothing was changed',
  ENOTDIR: () => 'a file stands where a folder is needed: move it away, or choose another output folder',
  EEXIST: () => 'a file stands where a folder is needed: move it away, or choose another output folder',
  EBUSY: (output) =>
    `${output} is a mount point, or holds one: write to a folder below it, such as ${output}/rendered`,
  EXDEV: (output) =>
    `${output} cannot be renamed, as when it comes from a lower layer of a container image: write to a new folder`,
};

function permission(output: string): string {
  return `${output} is replaced as a whole: it, its folders and the folder it stands in must be writable; or choose another output folder`;
}

/** Code of an error of the file system, such as ENOENT; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'syscall' in error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** An error of the file system as the user's, with the path and what helps; any other error as it is. */
export function explain(error: unknown, output: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  const { path, message } = error as NodeJS.ErrnoException;
  const fix = FIXES[code]?.(output);
  return new UserError([{ file: path ?? output, message, ...(fix === undefined ? {} : { fix }) }]);
}
