import { describe, expect, it } from 'vitest';
import { DATA } from './support/gate-data.ts';
import { hasPython } from './support/gate-driver.ts';
import { ended, InstalledProgram } from './support/installed-program.ts';

const PODS = '/api/v1/pods';
/** A pod of 20 KB, as one with managed fields and a long status is. */
const POD = {
  metadata: { name: 'a', namespace: 'b', labels: { app: 'c' }, managedFields: 'x'.repeat(20_000) },
  spec: { runtimeClassName: 'kata', containers: [] },
  status: { phase: 'Running' },
};
const BEGIN = `
import json, sys, tracemalloc
sys.path.insert(0, sys.argv[1])
import cluster
`;

async function told(installed: InstalledProgram, script: string): Promise<unknown> {
  const { stdout, stderr } = await ended(installed.python(['-B', '-c', BEGIN + script, installed.folder]));
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

function program(answers: Readonly<Record<string, unknown>>): InstalledProgram {
  const installed = new InstalledProgram(DATA.tdx);
  installed.answer(answers);
  return installed;
}

describe.skipIf(!hasPython)('a long list (skipped without python3)', () => {
  it('is read page by page, ten thousand pods in far less memory than the gate may take', async () => {
    const installed = program({ [PODS]: { copies: 10_000, of: POD } });
    const found = (await told(
      installed,
      `
tracemalloc.start()
pods = cluster.Cluster().read(['${PODS}'])['${PODS}']['items']
kept = [json.loads(text) for text in {json.dumps(pod, sort_keys=True) for pod in pods}]
print(json.dumps({'pods': len(pods), 'kept': kept, 'bytes': tracemalloc.get_traced_memory()[1]}))
`,
    )) as { pods: number; kept: unknown[]; bytes: number };
    expect(found.pods).toBe(10_000);
    const { managedFields: _, ...metadata } = POD.metadata;
    expect(found.kept).toEqual([{ metadata, spec: { runtimeClassName: 'kata' }, status: POD.status }]);
    expect(found.bytes).toBeLessThan(100 * 1024 ** 2);
    expect(installed.calls).toHaveLength(10_000 / 250);
  });

  it('whose pages ran out meanwhile is read again from its beginning, and only so often', async () => {
    const expired = { stderr: 'Error from server (Expired): The provided continue parameter is too old\n' };
    const installed = program({
      [PODS]: { copies: 300, of: POD },
      [`${PODS}?limit=250&continue=250`]: expired,
    });
    const tries = await told(
      installed,
      `
class Once(cluster.Cluster):
    tries = 0

    def _get(self, path):
        self.tries += 1
        return super()._get(path if self.tries < 3 else path.replace('&continue=250', '&continue=0250'))

once = Once()
found = [len(once.read(['${PODS}'])['${PODS}']['items'])]
try:
    cluster.Cluster().read(['${PODS}'])
except cluster.Unavailable as error:
    found.append(str(error))
print(json.dumps([*found, once.tries]))
`,
    );
    expect(tries).toEqual([300, expect.stringContaining('continue parameter is too old'), 4]);
  });
});
