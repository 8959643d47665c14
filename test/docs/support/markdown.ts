import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** Targets of the links and images of a page, as they are written. Code holds no links. */
export function linkTargets(text: string): string[] {
  const prose = withoutFences(text).replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors of a page: its headings, as GitHub makes them. */
export function anchors(text: string): string[] {
  return withoutFences(text)
    .split('\n')
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
}

/** Links of a page into its own repository that lead nowhere: no such file or folder, or no such heading. */
export function brokenLinks(file: string): string[] {
  return linkTargets(readFileSync(file, 'utf8')).filter((target) => {
    if (/^(https?|mailto):/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const page = path === '' ? file : resolve(dirname(file), path);
    if (!existsSync(page)) return true;
    return anchor !== undefined && !anchors(readFileSync(page, 'utf8')).includes(anchor);
  });
}

/** The cells of every row of every table with this header. */
export function tableRows(text: string, header: readonly string[]): string[][] {
  const rows: string[][] = [];
  let inside = false;
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? cellsOf(line) : undefined;
    if (cells === undefined) inside = false;
    else if (cells.join('|') === header.join('|')) inside = true;
    else if (inside && !cells.every((cell) => /^:?-+:?$/.test(cell))) rows.push(cells);
  }
  return rows;
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
