import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

export const PROGRAM = 'main.cjs';
export const CODE_CACHE = 'main.cache';

/**
 * Loads the program that `bin/build/build.mjs` made, with V8's own form of its code: that spares most of the compiling. V8
 * refuses a cache that is not of this code or was made by another version of Node, and compiles then.
 *
 * @param folder the folder of the build
 * @returns what the program exports; whether the cache was used; and what makes the cache, of the code that has run so far
 */
export function loadProgram(folder) {
  const file = `${folder}/${PROGRAM}`;
  const cache = `${folder}/${CODE_CACHE}`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  // The code is ASCII, which is read fastest as what it is.
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(createRequire(file), module, file);
  return {
    exports: module.exports,
    isCached: script.cachedDataRejected === false,
    codeCache: () => script.createCachedData(),
  };
}
