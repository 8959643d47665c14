import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../../test/cli/support/program.ts';
import type { CheckedDocument } from '../../report/checked-document.ts';
import { sarifReporter } from '../../report/sarif.ts';
import { API_RULES } from '../../validation/api-rules.ts';
import { documentOf, findingOf, NASTY_TEXT, reported, TOOL } from './support/documents.ts';

const SCHEMA = `${ROOT}node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json`;
// Of draft 4, of which Ajv knows all but how it names itself.
const { $schema: _, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

function sarif(...documents: CheckedDocument[]) {
  const log = JSON.parse(reported(sarifReporter({ ...TOOL, rules: API_RULES }), ...documents));
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return log;
}

describe('the SARIF report', () => {
  it('is held against a schema that refuses what is wrong', () => {
    expect(isSarif({ version: '2.1.0', runs: [{}] })).toBe(false);
    expect(
      isSarif({
        version: '2.1.0',
        runs: [{ tool: { driver: { name: 'x' } }, results: [{ level: 'info', message: {} }] }],
      }),
    ).toBe(false);
  });

  it('has an empty list of results when there is nothing wrong', () => {
    expect(sarif(documentOf()).runs[0].results).toEqual([]);
  });

  it('has a result for each finding, and describes each rule once', () => {
    const findings = [
      findingOf({ fix: 'Quote it.' }),
      findingOf({ rule: 'yaml/syntax', severity: 'warning' }),
      findingOf({ severity: 'info' }),
    ];
    const [run] = sarif(documentOf({ file: './a b/ä.yaml', findings })).runs;
    expect(run.tool.driver).toMatchObject({ name: 'kube-strict', version: '1.2.3' });
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['api/type', 'yaml/syntax']);
    expect(
      run.results.map(({ ruleId, ruleIndex, level }: Record<string, unknown>) => [ruleId, ruleIndex, level]),
    ).toEqual([
      ['api/type', 0, 'error'],
      ['yaml/syntax', 1, 'warning'],
      ['api/type', 0, 'note'],
    ]);
    expect(run.results[0]).toMatchObject({
      message: { text: 'Expected a string. Quote it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/%C3%A4.yaml' },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [{ fullyQualifiedName: 'ConfigMap/ns/a/data/k' }],
        },
      ],
    });
  });

  it('is valid whatever a file says', () => {
    const text = fc.oneof(fc.string(), fc.constant(NASTY_TEXT.replace('\ud800', '')));
    fc.assert(
      fc.property(text, text, text, (file, name, message) => {
        const findings = [findingOf({ message: `x${message}`, path: `/${name}` })];
        expect(sarif(documentOf({ file: `/${file}`, name, findings })).runs[0].results).toHaveLength(1);
      }),
    );
  });
});
