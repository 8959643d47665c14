import * as fc from 'fast-check';
import { readDocumentsNow } from 'kube-strict/manifests/read-documents.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { changesFor } from '../../../cli/workload/changes.ts';
import { FileEdit } from '../../../cli/workload/edit-file.ts';
import { choices, type Tree, writeYaml } from './support/layouts.ts';
import { addedLines, INITDATA, INITDATA_ANNOTATION } from './support/workload.ts';

const CONTAINERS = [{ name: 'web', image: 'registry.internal/web', args: ['a: b', '# c', '{}'] }];

interface Start {
  readonly metadata?: Readonly<Record<string, Tree>>;
  readonly runtimeClass?: string;
}

const starts: fc.Arbitrary<Start> = fc.record(
  {
    metadata: fc.constantFrom<Start['metadata']>(
      {},
      { labels: { app: 'web' } },
      { labels: { app: 'web' }, annotations: {} },
      { annotations: { 'example.com/x': 'y' }, labels: { app: 'web' } },
      { annotations: { [INITDATA_ANNOTATION]: 'OLD', 'example.com/x': 'y' } },
    ),
    runtimeClass: fc.constant('OLD'),
  },
  { requiredKeys: [] },
);

function deployment({ metadata, runtimeClass }: Start): Tree {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', annotations: { template: 'spec' } },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        ...(metadata !== undefined && { metadata }),
        spec: {
          containers: CONTAINERS,
          ...(runtimeClass !== undefined && { runtimeClassName: runtimeClass }),
        },
      },
    },
  };
}

/** The same, confidential: written down here, not computed by what is tested. */
function confidential({ metadata = {} }: Start): Tree {
  const annotations = (metadata['annotations'] ?? {}) as Record<string, Tree>;
  return deployment({
    metadata: { ...metadata, annotations: { ...annotations, [INITDATA_ANNOTATION]: INITDATA } },
    runtimeClass: 'kata-cc',
  });
}

function transform(text: string): string {
  const [document] = [...readDocumentsNow([Buffer.from(text)], { json: false })];
  if (document === undefined) throw new Error('no document');
  const edit = new FileEdit(Buffer.from(text), [document], false);
  const changes = changesFor(document.value, ['spec', 'template'], { initdata: INITDATA, gpu: false });
  const problem = edit.set(document, [], changes ?? []);
  if (problem !== undefined) throw new Error(problem.message);
  const result = edit.result();
  if (!('text' in result)) throw new Error('it does not read as it should');
  return result.text;
}

/** The mappings that get something; one in braces is changed within its line. */
const CHANGED = ['', '/metadata', '/metadata/annotations', '/spec'].map((path) => `/spec/template${path}`);

/** Whether a text has the characters of another, in order. */
function holds(text: string, part: string): boolean {
  let at = 0;
  for (const character of text) if (character === part[at]) at += 1;
  return at === part.length;
}

describe('a Deployment in any layout', () => {
  it('becomes confidential, and keeps every line but those whose value changes', () => {
    let inBlocks = 0;
    fc.assert(
      fc.property(starts, choices, fc.constantFrom('\n', '\r\n'), (start, choose, lineBreak) => {
        const layout = writeYaml(deployment(start), choose);
        const text = layout.text.replaceAll('\n', lineBreak);
        const result = transform(text);
        expect(parse(result)).toEqual(confidential(start));
        expect(transform(result)).toBe(result);
        expect(holds(result, text.replaceAll('OLD', ''))).toBe(true);
        if (CHANGED.some((path) => layout.flow.has(path))) return;
        inBlocks += 1;
        const kept = text.split('\n').filter((line) => !line.includes('OLD'));
        for (const line of addedLines(kept.join('\n'), result)) {
          expect(line.trim()).toMatch(
            /^(?:["']?(?:metadata|annotations|runtimeClassName|io\.katacontainers\S*)["']? *:|$)/,
          );
        }
      }),
      { numRuns: 800 },
    );
    expect(inBlocks).toBeGreaterThan(100);
  });
});
