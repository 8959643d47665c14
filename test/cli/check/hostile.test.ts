import fc from 'fast-check';
import { judgeDocument } from 'kube-strict/check/judge-document.ts';
import { readDocuments } from 'kube-strict/manifests/read-documents.ts';
import { textReporter } from 'kube-strict/report/text.ts';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../render/output/support/contents.ts';
import { SAMPLES } from '../../support/samples.ts';
import { ROOT, run } from '../support/program.ts';
import { checkInput } from './support/check.ts';
import { judging } from './support/judging.ts';

/** Reads and judges bytes in this process; returns how many objects there were. */
async function judge(bytes: Buffer): Promise<number> {
  const reporter = textReporter(false);
  let count = 0;
  for await (const documents of readDocuments([bytes])) {
    for (const document of documents) {
      for (const checked of judgeDocument('a.yaml', document, judging())) {
        count += 1;
        expect(reporter.document(checked)).not.toContain('\n    at ');
        for (const { line, column, message } of checked.findings) {
          expect(Math.min(line, column, message.length)).toBeGreaterThan(0);
        }
      }
    }
  }
  return count;
}

const MANIFESTS = Object.entries(contentsOf(`${SAMPLES}dist`))
  .filter(([path, text]) => path.endsWith('.yaml') && text.length < 6000)
  .map(([, text]) => text);

const PIECES = [
  '\n',
  ' ',
  '  ',
  '- ',
  ': ',
  ':',
  '? ',
  '---\n',
  '...\n',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '|\n',
  '>-\n',
  '#',
  '&a ',
  '*a',
  '<<: ',
  '!!int ',
  '!x ',
  '\t',
  '\r',
  '\u0000',
  '\u2028',
  '\ufeff',
  '%',
  '@',
  '1',
  'a',
  '\\',
  '~',
  'null',
];

describe('no text makes check fail', () => {
  it('of any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await judge(Buffer.from(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it('of any pieces of YAML', async () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (yaml) => {
        await judge(Buffer.from(yaml));
        await judge(Buffer.from(`apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${yaml}`));
      }),
      { numRuns: 2000 },
    );
  });

  it('that is a manifest with a mistake', async () => {
    const change = fc.record({
      at: fc.nat(6000),
      remove: fc.nat(20),
      insert: fc.constantFrom('', ...PIECES),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...MANIFESTS),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (text, changes) => {
          const changed = changes.reduce((rest, { at, remove, insert }) => {
            const start = at % (rest.length + 1);
            return rest.slice(0, start) + insert + rest.slice(start + remove);
          }, text);
          await judge(Buffer.from(changed));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

const MEGABYTE = 1_000_000;
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n';
const laughs = Array.from({ length: 60 }, (_, level) => {
  const items =
    level === 0
      ? 'x'
      : Array(9)
          .fill(`*a${level - 1}`)
          .join(', ');
  return `a${level}: &a${level} [${items}]\n`;
});

describe('a megabyte is judged in a moment', () => {
  it.each([
    ['of empty documents', '---\n'.repeat(MEGABYTE / 4), 2],
    ['of tiny documents', '---\na: 1\n'.repeat(MEGABYTE / 40), 1],
    [
      'of keys',
      CONFIG_MAP + Array.from({ length: MEGABYTE / 16 }, (_, index) => `  k${index}: "1"\n`).join(''),
      0,
    ],
    [
      'of wrong values',
      CONFIG_MAP + Array.from({ length: MEGABYTE / 16 }, (_, index) => `  k${index}: 1\n`).join(''),
      1,
    ],
    ['of equal keys', 'a: 1\n'.repeat(MEGABYTE / 5), 1],
    ['of open brackets', '['.repeat(MEGABYTE), 1],
    ['of open braces in JSON', '{"a":'.repeat(MEGABYTE / 5), 1],
    ['of closed brackets', '[]'.repeat(MEGABYTE / 2), 1],
    ['of commas', `[${','.repeat(MEGABYTE)}]`, 1],
    ['of items', '- \n'.repeat(MEGABYTE / 3), 1],
    ['of questions', '? \n'.repeat(MEGABYTE / 3), 1],
    ['of anchors', '- &a b\n'.repeat(MEGABYTE / 7), 1],
    ['of aliases', `- &a b\n${'- *a\n'.repeat(MEGABYTE / 5)}`, 1],
    ['of tags', '- !a b\n'.repeat(MEGABYTE / 7), 1],
    ['of directives', '%a\n'.repeat(MEGABYTE / 3), 1],
    ['of comments', '#\n'.repeat(MEGABYTE / 2), 2],
    ['of indentation', `${'a: '.repeat(MEGABYTE / 3)}`, 1],
    ['of one text', `${CONFIG_MAP}  k: "${'x\n   '.repeat(MEGABYTE / 5)}"\n`, 0],
    ['of digits', `a: ${'1'.repeat(MEGABYTE)}\n`, 1],
    ['of tabs', 'a:\n- \t\n'.repeat(MEGABYTE / 7), 1],
    ['of backslashes', `a: "${'\\\\'.repeat(MEGABYTE / 2)}"\n`, 1],
    ['that aliases would make more than a universe holds', laughs.join(''), 1],
    ['and more than is read', `# ${'x'.repeat(40 * MEGABYTE)}`, 1],
    [
      'of an object that is too large',
      `${CONFIG_MAP}  k: |\n${'    xxxxxxxxxxxxxxxx\n'.repeat(MEGABYTE / 5)}`,
      1,
    ],
  ])('%s', (_what, text, wanted) => {
    const start = performance.now();
    const { status, stderr, stdout } = checkInput(text, '-');
    const seconds = (performance.now() - start) / 1000;
    expect({ status, trace: /^ {4}at /m.test(stderr + stdout) }).toEqual({ status: wanted, trace: false });
    // Ten times of what it takes on an idle machine.
    expect(seconds).toBeLessThan(20);
  });

  it('with little memory, however many documents there are', () => {
    const text = `${CONFIG_MAP}  k: v\n---\n`.repeat(30_000);
    const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=64' };
    const { status, stdout } = run(process.execPath, [`${ROOT}bin/coco-gitops.js`, 'check', '-'], {
      cwd: ROOT,
      input: text,
      env,
    });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: '30000 objects in 1 file: 30000 valid, 0 invalid, 0 skipped; 0 errors, 0 warnings\n',
    });
  });
});
