import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { HEADER_BYTES, hasHeader } from '../header.ts';
import type { FileTree } from '../tree.ts';
import { foldersOf, inScope, type Scope } from './plan.ts';

/**
 * Makes sure that a tree can be written, before anything is.
 * @throws UserError when a path would leave the output folder: a part of it comes from a profile
 * @throws Error (our own fault) when a file lacks the header, lies outside the scope, or is a folder of another file
 */
export function checkTree(tree: FileTree, scope: Scope): void {
  const unsafe = [...tree.keys()].flatMap(problemOfPath);
  if (unsafe.length > 0) throw new UserError(unsafe);
  const folders = new Set([...tree.keys()].flatMap(foldersOf));
  for (const [path, text] of tree) {
    if (!inScope(scope, path)) throw new Error(`${path} is not in a folder that is rendered this time`);
    if (folders.has(path)) throw new Error(`${path} is a file and a folder`);
    if (!hasHeader(path, text.slice(0, HEADER_BYTES)))
      throw new Error(`${path} does not begin with our header`);
  }
}

function problemOfPath(path: string): Problem[] {
  const parts = path.split('/');
  const bad = parts.some((part) => part === '' || part === '.' || part === '..') || /[\\\0]/.test(path);
  const fix = 'name the profile so that its name can be the name of a folder';
  return bad
    ? [{ message: `cannot write ${JSON.stringify(path)}: it is no path inside the output folder`, fix }]
    : [];
}
