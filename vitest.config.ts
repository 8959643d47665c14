import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/support/build-program.ts',
    include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    // One process and shared modules: the tests hold no global state, and cdk8s loads once (measured 5 times faster).
    pool: 'threads',
    isolate: false,
    // Also the processor that is left free by default: some tests wait for processes of their own most of the time.
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
