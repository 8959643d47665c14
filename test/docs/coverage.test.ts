import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SAMPLES } from '../support/samples.ts';
import { linkTargets, tableRows } from './support/markdown.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const HEADER = ['section', 'rendered by', 'objects', 'departure, and why'];
const BEYOND = ['beyond the document', 'rendered by', 'objects', 'what for'];

const page = readFileSync(`${root}docs/coverage.md`, 'utf8');
const rows = rowsOf(HEADER);
const beyond = rowsOf(BEYOND);

function rowsOf(header: readonly string[]) {
  return tableRows(page, header).map(([section = '', by = '', objects = '', departure = '']) => ({
    number: /^[\d.]+/.exec(section)?.[0] ?? section,
    paths: linkTargets(by).map((target) => target.replace('../', '')),
    objects: [...objects.matchAll(/`([^`]+)`/g)].map(([, object = '']) => object),
    by,
    departure,
  }));
}
const numbers = new Set(rows.map(({ number }) => number));

/** `Kind name` of every object in the stages of the built-in profiles; the Jobs of gates have folders of their own. */
function renderedObjects(): Set<string> {
  const stages = ['gpu', 'sno', 'snp', 'tdx'].flatMap((profile) =>
    readdirSync(`${SAMPLES}dist/${profile}`)
      .filter((folder) => /^\d\d-(?!gate-)/.test(folder))
      .map((folder) => `${SAMPLES}dist/${profile}/${folder}`),
  );
  const files = stages.flatMap((stage) => readdirSync(stage).map((name) => `${stage}/${name}`));
  return new Set(
    files
      .filter((file) => !file.endsWith('/kustomization.yaml'))
      .map((file) => parse(readFileSync(file, 'utf8')))
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  );
}

/** How many sections the document has below each number, in the chapters on installing and configuring. */
const SECTIONS: Readonly<Record<string, number>> = {
  '2': 2,
  '3': 10,
  '3.5': 1,
  '3.9': 1,
  '3.10': 5,
};

describe('the table of what covers the document', () => {
  it('names files that exist, and for each row says what departs', () => {
    const paths = [...rows, ...beyond].flatMap((row) => row.paths);
    expect(paths.filter((path) => path.startsWith('constructs/')).length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(root + path))).toEqual([]);
    const unexplained = [...rows, ...beyond].filter(({ departure }) => departure === '');
    expect(unexplained.map(({ number }) => number)).toEqual([]);
  });

  it('says in words that nothing covers a section, where no file does', () => {
    const without = rows.filter(({ paths }) => paths.length === 0);
    expect(without.filter(({ by, objects }) => by !== '–' || objects.length > 0)).toEqual([]);
    expect(without.filter(({ departure }) => !departure.startsWith('Covered by nothing.'))).toEqual([]);
  });

  it('names every object of the stages of the built-in profiles, and no other', () => {
    const rendered = renderedObjects();
    const documented = rows.flatMap(({ objects }) => objects);
    const ofGates = beyond.flatMap(({ objects }) => objects);
    expect(ofGates.length).toBeGreaterThan(5);
    expect(ofGates.filter((object) => documented.includes(object))).toEqual([]);
    const named = new Set([...documented, ...ofGates]);
    expect(rendered.size).toBeGreaterThan(30);
    expect(
      [...named].filter((object) => !rendered.has(object)),
      'in the table, not in dist/',
    ).toEqual([]);
    expect(
      [...rendered].filter((object) => !named.has(object)),
      'in dist/, not in the table',
    ).toEqual([]);
  });

  it('has every section that the sources cite', () => {
    const folders = ['constructs', 'profiles', 'rollout'];
    const sources = folders.flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(`${root}${folder}/${name}`, 'utf8')),
    );
    const cited = sources
      .flatMap((text) => [...text.matchAll(/\bsections? ([23]\.[\d., and]+)/g)])
      .flatMap(([, list = '']) => list.match(/[23](?:\.\d+)+/g) ?? []);
    expect(cited.length).toBeGreaterThan(20);
    expect(cited.filter((number) => !numbers.has(number))).toEqual([]);
  });

  it('has every section of chapters 2 and 3', () => {
    const sections = Object.entries(SECTIONS).flatMap(([number, count]) =>
      Array.from({ length: count }, (_, index) => `${number}.${index + 1}`),
    );
    expect(sections.filter((number) => !numbers.has(number))).toEqual([]);
    expect([...numbers].filter((number) => !/^[23](\.|$)/.test(number))).toEqual([]);
  });
});
