/**
 * A process that writes trees, for tests that kill it, disturb it or run several: `node writer.mjs MODE OUTPUT ...`.
 * It is bundled by writer-process.ts.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { writeTree } from '../../../../render/output/write.ts';
import { largeTree, nthTree } from './trees.ts';

const CHANGING = [
  'chmodSync',
  'chownSync',
  'copyFileSync',
  'linkSync',
  'lutimesSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'symlinkSync',
  'unlinkSync',
  'utimesSync',
  'writeFileSync',
] as const;

/** Calls `before` ahead of each call that changes the file system; it gets the number of the call, from 1. */
function watchCalls(before: (call: number, name: string, path: string) => void): void {
  let call = 0;
  for (const name of CHANGING) {
    const original = fs[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        before(++call, name, String(args[0]));
        return original(...args);
      },
    });
  }
  syncBuiltinESMExports();
}

const [mode = '', output = '', third = '', fourth = ''] = process.argv.slice(2);
switch (mode) {
  // Kills itself ahead of the call of that number; says how many there were when it lives.
  case 'die': {
    let calls = 0;
    watchCalls((call) => {
      calls = call;
      if (call === Number(third)) process.kill(process.pid, 'SIGKILL');
    });
    writeTree(output, nthTree(2), { scope: 'all' });
    process.stdout.write(String(calls));
    break;
  }
  // The call of that number, or each of that name, fails with that code. Prints the result, or the error.
  case 'fail': {
    watchCalls((call, name, path) => {
      if (third !== String(call) && third !== name) return;
      throw Object.assign(new Error(`${fourth}: injected, ${name} '${path}'`), {
        code: fourth,
        syscall: name,
        path,
      });
    });
    try {
      process.stdout.write(JSON.stringify(writeTree(output, nthTree(2), { scope: 'all' })));
    } catch (error) {
      process.stdout.write(JSON.stringify(error));
    }
    break;
  }
  // Without hard links, as on some network file systems.
  case 'copy': {
    Object.assign(fs, {
      linkSync: () => {
        throw Object.assign(new Error('EPERM: injected'), { code: 'EPERM', syscall: 'link' });
      },
    });
    syncBuiltinESMExports();
    writeTree(output, nthTree(2), { scope: 'all' });
    break;
  }
  case 'umask': {
    process.umask(0o077);
    writeTree(output, nthTree(1), { scope: 'all' });
    break;
  }
  // Writes tree after tree until it is killed; the third argument says with which number to begin.
  case 'loop': {
    for (let n = Number(third); ; n++) {
      writeTree(output, nthTree(n), { scope: 'all' });
      if (n === Number(third)) process.stdout.write('started');
    }
  }
  // Writes one folder of the output so many times.
  case 'folder': {
    for (let n = 0; n < Number(fourth); n++) {
      writeTree(output, largeTree(third, 20, n), { scope: [third] });
    }
    break;
  }
  default:
    throw new Error(`unknown mode ${mode}`);
}
