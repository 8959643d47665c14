import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../render/output/support/temp-folder.ts';
import { hasPython, python } from '../../sync-hook/support/gate-driver.ts';

const PROGRAM = fileURLToPath(new URL('../../../constructs/intel-dcap/backup.py', import.meta.url));

/** A database with platforms, as `platforms` in rows of two that belong together, and a folder for copies. */
const MAKE = `
import sqlite3, sys
path, mode, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = sqlite3.connect(path)
database.execute('PRAGMA journal_mode = ' + mode)
database.execute('CREATE TABLE platforms (id INTEGER PRIMARY KEY, pair INTEGER, manifest TEXT)')
for pair in range(rows):
    database.executemany('INSERT INTO platforms (pair, manifest) VALUES (?, ?)', [(pair, 'x' * 700)] * 2)
database.commit()
`;

/** Writes pairs until it is stopped, each in a transaction of its own. */
const WRITE = `
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], timeout=60)
pair = 1000000
while True:
    pair += 1
    with database:
        database.execute('INSERT INTO platforms (pair, manifest) VALUES (?, ?)', (pair, 'y' * 700))
        database.execute('INSERT INTO platforms (pair, manifest) VALUES (?, ?)', (pair, 'z' * 700))
    time.sleep(0.005)
    if pair == 1000003:
        print('writing', flush=True)
`;

/** Dies in the middle of a transaction that has reached the file. */
const DIE = `
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute('PRAGMA cache_size = 5')
database.execute('BEGIN IMMEDIATE')
for pair in range(2000, 3000):
    database.execute('INSERT INTO platforms (pair, manifest) VALUES (?, ?)', (pair, 'y' * 700))
os._exit(0)
`;

/** How many rows there are, how many pairs are not whole, and how the copy is written. */
const READ = `
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
rows = database.execute('SELECT count(*) FROM platforms').fetchone()[0]
odd = database.execute('SELECT count(*) FROM (SELECT 1 FROM platforms GROUP BY pair HAVING count(*) != 2)').fetchone()[0]
print(json.dumps([rows, odd, database.execute('PRAGMA journal_mode').fetchone()[0]]))
`;

const NAME = /^pckcache-\d{8}T\d{6}Z\.db$/;
const OLD = ['pckcache-20250101T030000Z.db', 'pckcache-20250102T030000Z.db', 'pckcache-20250103T030000Z.db'];

function run(script: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(python, ['-c', script, ...args], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** A folder with a database and one with copies of former days. */
function workspace({ mode = 'DELETE', rows = 300, old = [] as readonly string[] } = {}) {
  const folder = tempFolder();
  const database = `${folder}/cache/pckcache.db`;
  const copies = `${folder}/copies`;
  mkdirSync(`${folder}/cache`);
  mkdirSync(copies);
  run(MAKE, database, mode, String(rows));
  for (const name of old) writeFileSync(`${copies}/${name}`, name);
  return { folder, database, copies };
}

function backup(database: string, copies: string, keep = '14', limit = 'unlimited') {
  const command = `ulimit -f ${limit}; exec "$0" "$@"`;
  const args = ['-c', command, python, '-B', PROGRAM, database, copies, keep];
  const { status, stdout, stderr } = spawnSync('sh', args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** That nothing came of it, and that nothing was lost. */
function expectRefusal(ended: ReturnType<typeof backup>, copies: string, before: readonly string[]) {
  expect(ended).toMatchObject({ status: 1, stdout: '' });
  expect(ended.stderr).toMatch(/^no copy was made: .+\n$/);
  expect(readdirSync(copies).sort()).toEqual([...before].sort());
}

describe.skipIf(!hasPython)('the program that copies the PCCS database (skipped without python3)', () => {
  it('is Python 3.9, and short', () => {
    const parse = 'import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 9))';
    expect(run(parse, PROGRAM)).toBe('');
    const lines = readFileSync(PROGRAM, 'utf8').split('\n');
    expect(lines.length).toBeLessThan(150);
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });

  it('makes a copy with all rows, named by the time in UTC, and leaves the database alone', () => {
    const { folder, database, copies } = workspace();
    const before = readFileSync(database);
    const { status, stdout, stderr } = backup(database, copies);
    const [name = '', ...others] = readdirSync(copies);
    expect({ status, stderr, others }).toEqual({ status: 0, stderr: '', others: [] });
    expect(name).toMatch(NAME);
    expect(stdout).toBe(`${name}: ${before.length} bytes; copies: 1\n`);
    expect(JSON.parse(run(READ, `${copies}/${name}`))).toEqual([600, 0, 'delete']);
    expect(readFileSync(database).equals(before)).toBe(true);
    expect(readdirSync(`${folder}/cache`)).toEqual(['pckcache.db']);
    const time = Date.parse(
      name.replace(/.*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*/, '$1-$2-$3T$4:$5:$6Z'),
    );
    expect(Math.abs(Date.now() - time)).toBeLessThan(120_000);
  });

  it.each(['DELETE', 'WAL'])(
    'copies whole transactions only, while others are being written (journal mode %s)',
    async (mode) => {
      const { database, copies } = workspace({ mode, rows: 2000 });
      const writer = spawn(python, ['-c', WRITE, database]);
      try {
        await new Promise((resolve) => writer.stdout.once('data', resolve));
        for (let round = 0; round < 3; round += 1) {
          expect(backup(database, copies)).toMatchObject({ status: 0, stderr: '' });
          const newest = readdirSync(copies).sort().at(-1) ?? '';
          const [rows, odd, journal] = JSON.parse(run(READ, `${copies}/${newest}`));
          expect({ odd, journal }).toEqual({ odd: 0, journal: 'delete' });
          expect(rows).toBeGreaterThan(4000);
        }
      } finally {
        writer.kill('SIGKILL');
      }
    },
    60_000,
  );

  it('keeps the newest copies, and touches no other file', () => {
    const { database, copies } = workspace({ old: [...OLD, 'notes.txt', 'pckcache-2025.db'] });
    expect(backup(database, copies, '3').status).toBe(0);
    const [first, second, third, ...others] = readdirSync(copies).sort();
    expect([first, second]).toEqual(['notes.txt', 'pckcache-2025.db']);
    expect([third, others[0]]).toEqual(OLD.slice(1));
    expect(others).toEqual([OLD[2], expect.stringMatching(NAME)]);
  });

  it('takes away what a run left that was killed', () => {
    const { database, copies } = workspace();
    for (const end of ['', '-journal', '-wal', '-shm'])
      writeFileSync(`${copies}/.pckcache.partial${end}`, 'x');
    expect(backup(database, copies).status).toBe(0);
    expect(readdirSync(copies)).toEqual([expect.stringMatching(NAME)]);
  });

  it('refuses a database that is damaged, and then deletes no earlier copy', () => {
    const { database, copies } = workspace({ old: OLD });
    const bytes = readFileSync(database);
    // Pages of a tree, past the header and the schema.
    bytes.fill(0xa5, 8192, 8192 + 4096 * 4);
    writeFileSync(database, bytes);
    const ended = backup(database, copies, '1');
    expectRefusal(ended, copies, OLD);
    expect(ended.stderr).toContain('the copy is damaged, and so the database may be');
  });

  it.each([
    ['is not there', undefined, 'unable to open database file'],
    ['is empty', Buffer.alloc(0), 'the database holds no table'],
    ['is something else', Buffer.alloc(8192, 'not a database'), 'file is not a database'],
    ['was cut off', 'half', 'malformed'],
  ])('refuses a database that %s', (_, content, message) => {
    const { folder, database, copies } = workspace({ old: OLD });
    const path = `${folder}/cache/other.db`;
    if (content === 'half') writeFileSync(path, readFileSync(database).subarray(0, 10_000));
    else if (content !== undefined) writeFileSync(path, content);
    const ended = backup(path, copies, '1');
    expectRefusal(ended, copies, OLD);
    expect(ended.stderr).toContain(message);
    expect(readdirSync(`${folder}/cache`).includes('other.db')).toBe(content !== undefined);
  });

  it('refuses to copy half a transaction of a PCCS that died, until that has started again', () => {
    const { folder, database, copies } = workspace({ old: OLD });
    run(DIE, database);
    expect(readdirSync(`${folder}/cache`)).toContain('pckcache.db-journal');
    expectRefusal(backup(database, copies), copies, OLD);
    // Whoever may write takes the half transaction back.
    expect(JSON.parse(run(READ, database))).toEqual([600, 0, 'delete']);
    expect(backup(database, copies).status).toBe(0);
  });

  it('refuses when the copy does not fit, and leaves no part of it', () => {
    const { database, copies } = workspace({ old: OLD });
    expectRefusal(backup(database, copies, '1', '100'), copies, OLD);
  });

  it('refuses when there is no folder for copies', () => {
    const { folder, database } = workspace();
    const ended = backup(database, `${folder}/none`);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toContain(`${folder}/none/.pckcache.partial cannot be written`);
  });

  it('makes a copy that the database can be restored from', () => {
    const { database, copies } = workspace();
    expect(backup(database, copies).status).toBe(0);
    const [name = ''] = readdirSync(copies);
    writeFileSync(database, '');
    copyFileSync(`${copies}/${name}`, database);
    expect(JSON.parse(run(READ, database))).toEqual([600, 0, 'delete']);
  });

  it.each([
    [[]],
    [['a', 'b']],
    [['a', 'b', '0']],
    [['a', 'b', '-1']],
    [['a', 'b', 'many']],
    [['a', 'b', '1', '2']],
  ])('says how it is called when it is called in another way: %j', (args) => {
    const { status, stderr } = spawnSync(python, [PROGRAM, ...args], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'usage: backup.py DATABASE FOLDER KEEP\n' });
  });
});
