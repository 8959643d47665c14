import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rebootOverview } from '../../rollout/reboots.ts';
import { problemsIn } from '../profiles/profile-text.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');

/** The first fenced block of a language that has a text in it, without its indent. */
function block(language: string, text: string): string {
  const blocks = [...readme.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)].map(([, indent, name, body]) => ({
    name,
    body: (body ?? '').replace(new RegExp(`^${indent}`, 'gm'), ''),
  }));
  return blocks.find(({ name, body }) => name === language && body.includes(text))?.body ?? '';
}

describe('README.md', () => {
  const profile = block('yaml', 'tee:');

  it('shows a profile that is right', () => {
    expect(profile).toMatch(/^# yaml-language-server/);
    expect(problemsIn(profile, 'profiles/mine.yaml')).toEqual([]);
  });

  it('shows what is said about the same profile for a cluster that is too old', () => {
    const tooOld = profile.replace(/^openshift: .*$/m, 'openshift: 4.20.2');
    expect(`${problemsIn(tooOld, 'profiles/mine.yaml').join('\n')}\n`).toBe(
      block('text', 'profiles/mine.yaml'),
    );
  });

  it('says what reboots as the runbooks do, and nowhere else anything else', () => {
    const [, section = ''] = readme.split('## What reboots\n');
    const table = section.split('\n## ')[0]?.match(/^\|.*$/gm);
    expect(table).toEqual(rebootOverview());
  });
});
