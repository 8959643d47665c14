import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

export const PROGRAM = 'main.cjs';
/** That of this Node.js: V8 takes one of another release of the same V8, and crashes (20.20.2 made it, 20.19.6 ran it). */
export const CODE_CACHE = `main.${process.version}-${process.arch}.cache`;

/**
 * Loads the program that `bin/build/build.mjs` made, with V8's own form of its code: that spares most of the compiling. V8
 * refuses a cache that is not of this code, and compiles then; so it does where there is none of this version of Node.
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
