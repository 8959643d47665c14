// Stands between a test, which waits, and the warm program, which answers with events.
import { fork } from 'node:child_process';
import { parentPort, workerData } from 'node:worker_threads';

const { flag, port } = workerData;
let program;

function answer(message) {
  port.postMessage(message);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

function start() {
  const child = fork(new URL('./warm-program.mjs', import.meta.url), {
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
  });
  // What reads the descriptor itself finds its end; tests of that spawn the program.
  child.stdin.end();
  child.on('message', answer);
  child.on('exit', (code, signal) => {
    if (child !== program) return;
    program = undefined;
    answer({ error: `the program ended by itself: ${code ?? signal}` });
  });
  return child;
}

parentPort.on('message', (request) => {
  if (request.restart) {
    const child = program;
    program = undefined;
    child?.kill('SIGKILL');
    return;
  }
  program ??= start();
  program.send(request);
});
process.on('exit', () => program?.kill('SIGKILL'));
