import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DATA } from './support/gate-data.ts';
import { hasPython } from './support/gate-driver.ts';
import { ended, InstalledProgram, MODULES, modulePath } from './support/installed-program.ts';
import { NODES, readyObjects } from './support/ready-cluster.ts';

/** As on a cluster, but quicker. */
const QUICK = { ...DATA.tdx, poll: 0.05 };
const ready = readyObjects(DATA.tdx.cluster);

function program(answers: Readonly<Record<string, unknown>> = ready) {
  const installed = new InstalledProgram(QUICK);
  installed.answer(answers);
  return installed;
}

describe('the files of the gate program', () => {
  it.each(MODULES)('%s is short, and says what it is about', (file) => {
    const lines = readFileSync(modulePath(file), 'utf8').split('\n');
    expect(lines.length).toBeLessThan(200);
    expect(lines[0]).toMatch(/^""".{10,}/);
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });
});

describe.skipIf(!hasPython)('the gate program (skipped without python3)', () => {
  it('is Python 3.9, warns of nothing, and needs nothing but the standard library', async () => {
    const script = `
import ast, json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
files = sorted(folder.glob('*.py'))
names = {file.stem for file in files}
imported = set()
for file in files:
    tree = ast.parse(file.read_text(), str(file), feature_version=(3, 9))
    compile(tree, str(file), 'exec')
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {name.name.split('.')[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module.split('.')[0])
print(json.dumps({'modules': sorted(names), 'others': sorted(imported - names)}))
`;
    const { code, stdout, stderr } = await ended(program().python(['-c', script, modulePath('')]));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const { modules, others } = JSON.parse(stdout);
    expect(modules).toEqual(MODULES.map((file) => file.replace('.py', '')));
    expect(others).toEqual(
      'fractions hashlib json os re shutil signal subprocess sys time typing urllib'.split(' '),
    );
    // A file of ours before one of the library in the search path would take its place.
    const shadows =
      'import sys; print([n for n in sys.argv[1:] if n in getattr(sys, "stdlib_module_names", ())])';
    const shadowed = await ended(program().python(['-c', shadows, ...modules]));
    expect(shadowed.stdout.trim()).toBe('[]');
  });

  it('reads from the cluster with the client of the image, opens the gate, and writes nothing but its log', async () => {
    const installed = program();
    const { code, stdout, stderr } = await ended(installed.start(['G2']));
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ G2 begins: /);
    expect(stdout).toMatch(/Z G2 passed: /);
    expect(code).toBe(0);
    const asked = installed.calls.map((call) => call.slice(0, -1).join(' '));
    expect(new Set(asked)).toEqual(new Set(['get --raw']));
    expect(installed.calls.filter(([, , path]) => path?.startsWith(`${NODES}?`))).toHaveLength(3);
  });

  it('is told to go when its node does, and goes without a word', async () => {
    const child = program({}).start(['G1']);
    const end = ended(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await end;
    expect(code).toBe(143);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('Traceback');
  });

  it.each([
    ['another gate than there is', ['G9']],
    ['no gate', []],
    ['two gates', ['G1', 'G2']],
    ['a flag that it does not have', ['G1', '--never-fall']],
  ])('ends for good when it is called for %s, which no other try would mend', async (_title, args) => {
    const { code, stdout, stderr } = await ended(program().start(args));
    expect(code).toBe(42);
    expect(stdout).toBe('usage: gate.py G0|G1|G2|G3|G5|G6|remove [--never-fail]\n');
    expect(stderr).toBe('');
  });

  it('ends for good when the image has no client', async () => {
    const { code, stdout } = await ended(program().start(['G1'], { OC: 'no-such-client' }));
    expect(code).toBe(42);
    expect(stdout).toBe('G1: the image of the gate has no no-such-client\n');
  });

  it.each([
    [
      'is refused',
      {
        stderr:
          'The connection to the server 10.0.0.1:443 was refused - did you specify the right host or port?\n',
      },
      'was refused',
    ],
    [
      'finds the server busy',
      { stderr: 'Error from server (TooManyRequests): try again later\n' },
      'TooManyRequests',
    ],
    ['is not known', { stderr: 'error: You must be logged in to the server\n' }, 'logged in'],
    [
      'does not trust the server',
      { stderr: 'Unable to connect to the server: x509: certificate has expired\n' },
      'x509',
    ],
    ['breaks down', { stderr: '' }, 'no message'],
    ['is answered with half an object', { stdout: '{"items": [' }, 'no JSON'],
    ['is answered with nothing', { stdout: '' }, 'no JSON'],
    ['is answered with a number', { stdout: '7' }, 'no object'],
    [
      'is forbidden, at first,',
      { stderr: 'Error from server (Forbidden): nodes is forbidden\n' },
      'nodes is forbidden',
    ],
    [
      'is told of a not found inside another error',
      { stderr: 'error: something (NotFound) else\n' },
      'something (NotFound) else',
    ],
  ])('waits while the client %s', async (_title, answer, says) => {
    const child = program({ ...ready, [NODES]: answer }).start(['G1']);
    const end = ended(child);
    let seen = '';
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (text) => {
        seen += String(text);
        if (seen.includes('no answer')) resolve();
      });
    });
    child.kill('SIGTERM');
    const { code, stdout } = await end;
    expect(code).toBe(143);
    expect(stdout).toContain('the API of the cluster gives no answer');
    expect(stdout).toContain(says);
  });

  it('takes for absent what the server does not find, whatever else the client says', async () => {
    const warning = 'W0102 cached discovery is stale\nError from server (NotFound): pools not found\n';
    const child = program({ ...ready, [NODES]: { stderr: warning } }).start(['G1']);
    const end = ended(child);
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (text) => String(text).includes('no nodes') && resolve());
    });
    child.kill('SIGTERM');
    expect((await end).stdout).toContain('the cluster shows no nodes');
  });

  it('gives the client a limit of time, and no flag about the connection', async () => {
    const script = `
import sys
sys.path.insert(0, sys.argv[1])
import cluster
print(cluster.ANSWER_WITHIN)
cluster.ANSWER_WITHIN = 0.3
try:
    cluster.Cluster().read(['/slow'])
except cluster.Unavailable as error:
    print(error)
`;
    const installed = program({ '/slow': { sleep: 20 } });
    const { stdout, stderr } = await ended(installed.python(['-B', '-c', script, installed.folder]));
    expect(stderr).toBe('');
    expect(stdout).toBe('30\n/slow: no answer within 0 s\n');
    expect(installed.calls).toEqual([['get', '--raw', '/slow']]);
  });

  it('sends a patch by resource, version and group', async () => {
    const script = `
import sys
sys.path.insert(0, sys.argv[1])
import cluster
api = cluster.Cluster()
api.patch('/apis/operators.coreos.com/v1alpha1/namespaces/osc/installplans/install-a', {'spec': {'approved': True}})
api.patch('/apis/kataconfiguration.openshift.io/v1/kataconfigs/example', {'metadata': {}})
try:
    api.patch('/apis/a.b/v1/things/gone', {})
except cluster.Unavailable as error:
    print(error)
`;
    const installed = program({
      '{"spec": {"approved": true}}': {},
      '{"metadata": {}}': {},
      '{}': { stderr: 'Error from server (NotFound): things "gone" not found\n' },
    });
    const { stdout } = await ended(installed.python(['-B', '-c', script, installed.folder]));
    const merge = ['--type', 'merge', '--patch'];
    expect(installed.calls).toEqual([
      [
        'patch',
        'installplans.v1alpha1.operators.coreos.com',
        'install-a',
        '--namespace',
        'osc',
        ...merge,
        '{"spec": {"approved": true}}',
      ],
      ['patch', 'kataconfigs.v1.kataconfiguration.openshift.io', 'example', ...merge, '{"metadata": {}}'],
      ['patch', 'things.v1.a.b', 'gone', ...merge, '{}'],
    ]);
    expect(stdout).toBe('/apis/a.b/v1/things/gone is not there\n');
  });
});
