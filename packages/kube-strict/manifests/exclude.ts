import { relative, resolve } from 'node:path';
import { STDIN } from './find-files.ts';
import { alternatives, matches } from './glob.ts';

/**
 * The files that no pattern excludes. A pattern with a slash is the path of a file, or of a folder with all that is below
 * it, from where one is; one without is the name of either, wherever it is.
 */
export function withoutExcluded(files: readonly string[], patterns: readonly string[]): readonly string[] {
  if (patterns.length === 0) return files;
  const steps = patterns.flatMap(alternatives).map(stepsOf);
  return files.filter((file) => file === STDIN || !steps.some((one) => isExcluded(file, one)));
}

function stepsOf(pattern: string): readonly string[] {
  const path = pattern.replace(/\/+$/, '');
  const steps = path.split('/').filter((step, index) => step !== '.' && (step !== '' || index === 0));
  // Without a slash, it may begin anywhere.
  return path.includes('/') ? steps : ['**', ...steps];
}

function isExcluded(file: string, steps: readonly string[]): boolean {
  const path = resolve(file);
  const names = (steps[0] === '' ? path : relative(process.cwd(), path)).split('/');
  // Numbers of steps that the names so far may have met.
  let met = afterFolders(new Set([0]), steps);
  for (const name of names) {
    const next = new Set<number>();
    for (const count of met) {
      const step = steps[count];
      if (step === '**' && !name.startsWith('.')) next.add(count + 1 < steps.length ? count : count + 1);
      else if (step !== undefined && step !== '**' && matches(name, step)) next.add(count + 1);
    }
    met = afterFolders(next, steps);
    if (met.has(steps.length)) return true;
  }
  return false;
}

/** `**` stands for no folder too, but at the end for all that is below. */
function afterFolders(met: ReadonlySet<number>, steps: readonly string[]): Set<number> {
  const all = new Set(met);
  for (const count of all) if (steps[count] === '**' && count + 1 < steps.length) all.add(count + 1);
  return all;
}
