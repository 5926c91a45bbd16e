import { defineConfig } from 'vitest/config';

const report = process.env.COUNTERSIGN_TEST_REPORT;

export default defineConfig({
  test: {
    // CI asks for the counts in a file, for its closing line.
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // What functions log is shown only where a test fails.
    silent: 'passed-only',
    projects: ['unit', 'simulation', 'integration', 'infra', 'e2e'].map((name) => ({
      test: {
        name,
        setupFiles: ['test/support/log-lines.ts'],
        include: [`test/${name}/**/*.test.ts`],
        testTimeout: name === 'unit' ? 5_000 : 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
