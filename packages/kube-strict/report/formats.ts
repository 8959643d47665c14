import { useColor } from './color.ts';
import type { Reporter } from './reporter.ts';
import type { Tool } from './tool.ts';

/** What `-o` takes, and what makes the reporter; each is loaded when it is asked for. */
export const FORMATS = {
  text: async () => (await import('./text.ts')).textReporter(useColor()),
  json: async (tool) => (await import('./json.ts')).jsonReporter(tool),
  junit: async (tool) => (await import('./junit.ts')).junitReporter(tool),
  sarif: async (tool) => (await import('./sarif.ts')).sarifReporter(tool),
  github: async (tool) => (await import('./github.ts')).githubReporter(tool),
} as const satisfies Record<string, (tool: Tool) => Promise<Reporter>>;

export type Format = keyof typeof FORMATS;
