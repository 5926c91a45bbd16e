import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const report = process.env.COUNTERSIGN_TEST_REPORT;

/** What the files of a project share, made once for a whole run: each is a file of `test/support/shared`. */
const SHARED: Record<string, string[]> = {
  simulation: ['database'],
  integration: ['database'],
  infra: ['template'],
  budget: ['database'],
  fuzz: ['database', 'template'],
  e2e: ['database', 'assembly'],
  browser: ['database', 'assembly', 'console'],
};

const SETUP = ['test/support/log-lines.ts'];
/** Their files follow each other in one process: `test/support/afresh.ts` keeps them apart. */
const IN_ONE_PROCESS = ['unit', 'integration', 'infra'];

/** One of them at the end would leave the other processors idle. */
const LONGEST = ['simulation/handlers.test.ts', 'fuzz/routes.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // CI asks for the counts in a file, for its closing line.
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    sequence: { sequencer: LongestFirst },
    // What functions log is shown only where a test fails.
    silent: 'passed-only',
    // One worker less than there are processors is the default: most files wait for others, a database or a browser.
    maxWorkers: '100%',
    projects: ['unit', 'simulation', 'integration', 'infra', 'budget', 'fuzz', 'e2e', 'browser'].map((name) => ({
      test: {
        name,
        globalSetup: (SHARED[name] ?? []).map((what) => `test/support/shared/${what}.ts`),
        isolate: !IN_ONE_PROCESS.includes(name),
        setupFiles: IN_ONE_PROCESS.includes(name) ? [...SETUP, 'test/support/afresh.ts'] : SETUP,
        include: [`test/${name}/**/*.test.ts`],
        // No test measures time: a busy machine may take minutes for what takes a moment elsewhere.
        testTimeout: name === 'e2e' || name === 'browser' ? 600_000 : 180_000,
        hookTimeout: 600_000,
        // Of vitest itself it is one second.
        expect: { poll: { timeout: 90_000 } },
      },
    })),
  },
});
