import { defineConfig } from 'vitest/config';
import quick from './vitest.config.ts';

/**
 * What takes minutes: the same rules as in `npm test`, with more members. `TEST_SIZE=sample` takes a part of them, which is
 * always the same.
 */
export default defineConfig({
  test: {
    ...quick.test,
    include: ['test/**/*.long.ts', 'packages/*/test/**/*.long.ts'],
    env: { TEST_SIZE: process.env['TEST_SIZE'] ?? 'long' },
  },
});
