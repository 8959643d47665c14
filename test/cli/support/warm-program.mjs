// The program, loaded once and run again and again: a command line comes as a message, how it ended goes back as one.
// Everything that a run can see of its process is its own: folder, environment, standard streams.
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { loadProgram } from '../../../bin/program.js';

const { main } = loadProgram(fileURLToPath(new URL('../../../build', import.meta.url))).exports;

/** Takes the place of a standard stream that is no terminal. */
function replace(name, stream) {
  Object.defineProperty(process, name, { value: stream, configurable: true });
  return stream;
}

class Collector extends Writable {
  #chunks = [];

  _write(chunk, _encoding, done) {
    this.#chunks.push(chunk);
    done();
  }

  get text() {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

process.on('message', async ({ args, cwd, env, input }) => {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  replace('stdin', Readable.from(input.length > 0 ? [Buffer.from(input, 'base64')] : []));
  const stdout = replace('stdout', new Collector());
  const stderr = replace('stderr', new Collector());
  const listeners = process.listenerCount('SIGTERM');
  const status = await main(args);
  if (process.listenerCount('SIGTERM') !== listeners)
    throw new Error('a run left a handler of signals behind');
  process.send({ status, stdout: stdout.text, stderr: stderr.text });
});
