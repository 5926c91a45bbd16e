import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openTestWorkspace, START, type TestWorkspace } from './workspace.ts';

/** A workspace for the tests of a file: the clock at its start, and nothing noted yet, before each of them. */
export function useWorkspace(): TestWorkspace {
  const workspace = {} as TestWorkspace;
  beforeAll(async () => {
    Object.assign(workspace, await openTestWorkspace());
  });
  afterAll(() => workspace.close());
  beforeEach(() => {
    workspace.clock.now = START;
    for (const noted of [workspace.sent, workspace.started, workspace.events]) noted.length = 0;
  });
  return workspace;
}
