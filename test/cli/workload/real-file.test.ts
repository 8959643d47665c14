import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workspace } from '../support/program.ts';
import { addedLines, INITDATA_LINE, workload } from './support/workload.ts';

const SHOP = readFileSync(new URL('support/shop.yaml.txt', import.meta.url), 'utf8');

/** What is added, and nothing else: in the Deployment, and in the CronJob, whose template has no metadata. */
const ADDED = [
  '              annotations:',
  `                ${INITDATA_LINE}`,
  '                      runtimeClassName: kata-cc',
  '       metadata:',
  '        annotations:',
  `         ${INITDATA_LINE}`,
  '        runtimeClassName: kata-cc',
];

/** Runs the command twice on a file; what it holds after each. */
function twice(text: string): [string, string] {
  const folder = workspace({ 'shop.yaml': text });
  const results = [1, 2].map(() => {
    const { status, stderr } = workload(folder, 'shop.yaml', '--write');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return readFileSync(`${folder}/shop.yaml`, 'utf8');
  });
  return results as [string, string];
}

describe('a file as people write them', () => {
  it('gets lines, and none of its own changes or moves; a second time, nothing changes', () => {
    const [once, again] = twice(SHOP);
    expect(addedLines(SHOP, once)).toEqual(ADDED);
    expect(again).toBe(once);
  });

  it('keeps the line breaks of Windows, also on the lines that it gets', () => {
    const windows = SHOP.replaceAll('\n', '\r\n');
    const [once, again] = twice(windows);
    expect(addedLines(windows, once)).toEqual(ADDED.map((line) => `${line}\r`));
    expect(once.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(again).toBe(once);
  });

  it('keeps a byte order mark, and a last line without a break', () => {
    const text = `\ufeff${SHOP.trimEnd()}`;
    const [once, again] = twice(text);
    expect(addedLines(text, once)).toEqual(ADDED);
    expect(once.startsWith('\ufeff#')).toBe(true);
    expect(once.endsWith('# end of file')).toBe(true);
    expect(again).toBe(once);
  });

  it('is printed as it would be written, and left alone, without --write', () => {
    const folder = workspace({ 'shop.yaml': SHOP });
    const { status, stdout, stderr } = workload(folder, 'shop.yaml');
    expect(status).toBe(0);
    expect(addedLines(SHOP, stdout)).toEqual(ADDED);
    expect(stderr).toContain('2 objects in 1 file: 2 valid, 0 invalid');
    expect(readFileSync(`${folder}/shop.yaml`, 'utf8')).toBe(SHOP);
    writeFileSync(`${folder}/again.yaml`, stdout);
    expect(workload(folder, 'again.yaml').stdout).toBe(stdout);
  });
});
