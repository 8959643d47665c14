import { defineConfig } from 'vitest/config';
import quick from './vitest.config.ts';

/** What takes minutes: the same rules as in `npm test`, with more members. */
export default defineConfig({
  test: { ...quick.test, include: ['test/**/*.long.ts', 'packages/*/test/**/*.long.ts'] },
});
