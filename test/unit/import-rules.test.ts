import { describe, expect, it } from 'vitest';
import { brokenRules, importsOf, readSources } from '../support/import-rules.ts';

describe('who may import whom', () => {
  const sources = readSources();

  it('is kept by every module', () => {
    expect(brokenRules(sources)).toEqual([]);
  });

  it('was checked on the whole project, not on nothing', () => {
    const edges = sources.flatMap(importsOf);
    expect(sources.length).toBeGreaterThan(120);
    expect(
      edges.filter(({ from, to }) => from.startsWith('functions/') && to.startsWith('shared/')).length,
    ).toBeGreaterThan(60);
    expect(sources.map(({ path }) => path)).toContain('functions/approval/decide.ts');
  });

  it.each([
    ['functions/approval/decide.ts', "import { answer } from '../agent/answer.ts';", 'never imports another one'],
    ['functions/approval/decide.ts', "import type { X } from '../../infra/stack.ts';", 'does not know where it runs'],
    ['shared/ledger/fold.ts', "import { readRow } from './ledger-table.ts';", 'rules do no IO'],
    ['shared/guardrail/judge.ts', "export { GetCommand } from '@aws-sdk/lib-dynamodb';", 'rules do no IO'],
    [
      'shared/action/content.ts',
      "const later = await import('../../functions/agent/run.ts');",
      'neither functions/ nor infra/',
    ],
    ['shared/guardrail/judge.ts', 'const now = new Date();', 'reads the clock'],
    ['infra/app.ts', "import { START } from '../test/support/workspace.ts';", 'no module imports test/'],
  ])('bites when %s says %s', (path, text, rule) => {
    expect(brokenRules([{ path, text }])).toEqual([expect.stringContaining(rule)]);
  });
});
