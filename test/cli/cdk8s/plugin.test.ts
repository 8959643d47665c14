import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pluginOptions } from '../../../cli/cdk8s/plugin-options.ts';
import { configMap } from '../check/support/check.ts';
import { ROOT, run, workspace } from '../support/program.ts';

const PLUGIN = `${ROOT}cli/cdk8s-plugin`;

/** A cdk8s project whose app writes a manifest, and what `cdk8s synth` says of it. */
function synth(manifest: string, properties: object = {}) {
  const app = `import { mkdirSync, writeFileSync } from 'node:fs';
    mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
    writeFileSync(process.env.CDK8S_OUTDIR + '/app.k8s.yaml', ${JSON.stringify(manifest)});`;
  const validation = { package: PLUGIN, class: 'ApiServerValidation', version: '1.2.3', properties };
  const config = { language: 'typescript', app: 'node app.mjs', output: 'out', validations: [validation] };
  const cwd = workspace({ 'app.mjs': app, 'cdk8s.yaml': JSON.stringify(config) });
  const args = ['synth', '--check-upgrade=false', '--validation-reports-output-file', 'report.json'];
  const ended = run(process.execPath, [`${ROOT}node_modules/cdk8s-cli/bin/cdk8s`, ...args], { cwd });
  return { ...ended, report: () => JSON.parse(readFileSync(`${cwd}/report.json`, 'utf8')).reports[0] };
}

describe('cdk8s synth with the plugin', () => {
  it('succeeds when a server would accept every object', () => {
    const { status, report } = synth(`${configMap('a', 'k: v')}---\n${configMap('b')}`);
    expect(status).toBe(0);
    expect(report()).toMatchObject({
      violations: [],
      summary: { status: 'success', metadata: { valid: '2', invalid: '0' } },
    });
  });

  it('ends with 2 when a server would refuse one, and says where', () => {
    const { status, stderr, report } = synth(`${configMap('a')}---\n${configMap('b', 'k: 1', 'l: 2')}`);
    expect(status).toBe(2);
    expect(stderr).toContain('Validation failed');
    expect(report().violations).toEqual([
      {
        ruleName: 'api/type',
        recommendation: 'A value is of the wrong type.',
        fix: expect.stringContaining('Put texts in quotes'),
        violatingConstructs: [
          {
            resourceName: 'b',
            manifestPath: 'out/app.k8s.yaml',
            locations: [
              '9:6 ConfigMap/data/k: Expected a string, found 1.',
              '10:6 ConfigMap/data/l: Expected a string, found 2.',
            ],
          },
        ],
      },
    ]);
  });

  it('takes a text that cannot be read for a violation', () => {
    expect(synth('a: [\n').status).toBe(2);
  });

  it('takes nothing at all for a failure', () => {
    expect(synth('# nothing\n').status).toBe(2);
  });

  it('takes options as properties', () => {
    const custom = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\n';
    expect(synth(custom).status).toBe(0);
    expect(synth(custom, { strict: true }).status).toBe(2);
    expect(synth(configMap('a', 'k: 1'), { skip: ['api/type'] }).status).toBe(0);
  });
});

describe('the properties of the plugin', () => {
  it.each([
    [{ strcit: true }, 'cdk8s.yaml: properties: Unrecognized key: "strcit"'],
    [{ strict: 'yes' }, 'cdk8s.yaml: properties.strict: '],
    [{ minSeverity: 'fatal' }, 'cdk8s.yaml: properties.minSeverity: '],
  ])('are refused when they are wrong: %j', (properties, message) => {
    expect(() => pluginOptions(properties)).toThrow(message);
  });

  it('have the defaults of check', () => {
    expect(pluginOptions(undefined)).toEqual({ rules: 'all', skip: [], waive: [], minSeverity: 'info' });
  });
});
