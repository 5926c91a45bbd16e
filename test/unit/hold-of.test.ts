import { describe, expect, it } from 'vitest';
import { holdOf } from '../../functions/approval/hold-of.ts';

const held = { by: 'per_ada', byName: 'Ada Admin', at: '2026-11-23T10:00:00.000Z' };
const free = { agent: { hold: false, paused: false }, settings: { hold: false } };

describe('what keeps an action from beginning', () => {
  it.each([
    ['nothing', free, {}],
    [
      'its agent',
      { ...free, agent: { hold: true, held, paused: false } },
      { of: 'agent', by: 'Ada Admin', since: held.at },
    ],
    ['its agent, by nobody knows whom', { ...free, agent: { hold: true, paused: false } }, { of: 'agent' }],
    ['its paused agent', { ...free, agent: { hold: false, paused: true } }, { of: 'paused_agent' }],
    [
      'the workspace, whatever the agent is',
      { agent: { hold: true, paused: true }, settings: { hold: true, held } },
      { of: 'workspace', by: 'Ada Admin', since: held.at },
    ],
  ])('is %s', (_, holders, hold) => {
    expect(holdOf('approved', holders)).toEqual(Object.keys(hold).length > 0 ? { hold } : {});
    expect(holdOf('executed', holders)).toEqual({});
  });
});
