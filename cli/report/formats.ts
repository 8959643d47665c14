import { useColor } from './color.ts';
import type { Reporter } from './reporter.ts';

/** What `-o` takes, and what makes the reporter; each is loaded when it is asked for. */
export const FORMATS = {
  text: async () => (await import('./text.ts')).textReporter(useColor()),
  json: async () => (await import('./json.ts')).jsonReporter(),
  junit: async () => (await import('./junit.ts')).junitReporter(),
  sarif: async (version) => {
    const [{ sarifReporter }, { RULES }] = await Promise.all([
      import('./sarif.ts'),
      import('../explain/rules.ts'),
    ]);
    return sarifReporter(version, RULES);
  },
  github: async () => (await import('./github.ts')).githubReporter(),
} as const satisfies Record<string, (version: string) => Promise<Reporter>>;

export type Format = keyof typeof FORMATS;
