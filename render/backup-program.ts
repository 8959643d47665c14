import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One level below the top both as source and in the bundle, so that the path holds for both. */
const FILE = fileURLToPath(new URL('../constructs/intel-dcap/backup.py', import.meta.url));

/** The program that copies the PCCS database. */
export function backupProgram(): string {
  return readFileSync(FILE, 'utf8');
}
