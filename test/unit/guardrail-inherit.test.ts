import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveOf } from '#shared/guardrail/effective.ts';
import { strictest } from '#shared/guardrail/guardrail.ts';
import { judge, judgeLasting } from '#shared/guardrail/judge.ts';
import { anAgent, anEmail, NOW, readEmail, TRUSTED, theSettings } from '../support/builders.ts';

const content = readEmail(anEmail());
const FREE = { enabled: true, guardrail: { restrict: false, askAlways: false } };
const NIGHT = { timeZone: 'UTC', windows: [{ days: ['mon'], from: '20:00', to: '24:00' }] };
const agent = (email: object | undefined, over: object = {}) =>
  anAgent({ teamId: 'tm_1', capabilities: email ? { send_email: email } : {}, ...over });
const toggles = (workspace?: string, team?: string) =>
  theSettings({
    capabilities: workspace ? { send_email: workspace } : {},
    teams: team ? { tm_1: { capabilities: { send_email: team } } } : {},
  });
const judged = (email: object | undefined, workspace?: string, team?: string, over: object = {}) =>
  judge(agent(email, over), content, { ...TRUSTED, settings: toggles(workspace, team) });

describe('workspace, team and agent', () => {
  it.each([
    [undefined, undefined, 'allow', 'no_approval_needed', 'autonomous'],
    ['on', 'on', 'allow', 'no_approval_needed', 'autonomous'],
    ['off', undefined, 'block', 'capability_blocked_by_workspace', 'blocked'],
    ['off', 'on', 'block', 'capability_blocked_by_workspace', 'blocked'],
    ['on', 'off', 'block', 'capability_blocked_by_team', 'blocked'],
    [undefined, 'off', 'block', 'capability_blocked_by_team', 'blocked'],
  ])('workspace %s, team %s: %s', (workspace, team, verdict, rule, badge) => {
    expect(judged(FREE, workspace, team)).toMatchObject({ verdict, rule });
    expect(effectiveOf({ agent: agent(FREE), toggled: toggles(workspace, team) }, 'send_email').badge).toBe(badge);
  });

  it('give what nobody set up in the mode of a new agent, which asks before everything', () => {
    expect(judged(undefined)).toMatchObject({ verdict: 'block', rule: 'unknown_capability' });
    expect(judged(undefined, 'on')).toMatchObject({ verdict: 'ask', rule: 'ask_always' });
    expect(judged(undefined, undefined, 'on')).toMatchObject({ verdict: 'ask', rule: 'ask_always' });
    expect(judged(undefined, 'on', 'off')).toMatchObject({ verdict: 'block' });
  });

  it('do not turn on what the agent has turned off', () => {
    expect(judged({ ...FREE, enabled: false }, 'on', 'on')).toMatchObject({ verdict: 'block', rule: 'capability_off' });
  });

  it("do not reach another team's agents", () => {
    expect(judged(FREE, undefined, 'off', { teamId: 'tm_2' })).toMatchObject({ verdict: 'allow' });
    expect(judged(FREE, undefined, 'off', { teamId: '__proto__' })).toMatchObject({ verdict: 'allow' });
  });

  it('never make anything milder, in any combination', () => {
    const toggle = fc.constantFrom(undefined, 'on', 'off');
    const email = fc.constantFrom(
      ...[FREE, { ...FREE, enabled: false }, { ...FREE, guardrail: { restrict: false, askAlways: true } }],
      ...[
        { ...FREE, hours: { ...NIGHT, outside: 'ask' } },
        { ...FREE, hours: { ...NIGHT, outside: 'block' } },
      ],
    );
    fc.assert(
      fc.property(toggle, toggle, email, fc.boolean(), (workspace, team, settings, paused) => {
        const without = judge(agent(settings), content, TRUSTED).verdict;
        const { verdict } = judged(settings, workspace, team, { paused });
        expect(verdict).toBe(strictest([without, verdict]));
        if (paused || workspace === 'off' || team === 'off') expect(verdict).toBe('block');
      }),
    );
  });
});

describe('what passes by itself', () => {
  it.each([
    ['a pause', FREE, { paused: true }, 'block', 'agent_paused'],
    ['hours that block outside', { ...FREE, hours: { ...NIGHT, outside: 'block' } }, {}, 'block', 'outside_hours'],
    ['hours that ask outside', { ...FREE, hours: { ...NIGHT, outside: 'ask' } }, {}, 'ask', 'outside_hours'],
  ])('counts for what is asked for now, and not for what waits: %s', (_, email, over, verdict, rule) => {
    expect(judge(agent(email, over), content, TRUSTED)).toMatchObject({ verdict, rule });
    expect(judgeLasting(agent(email, over), content, TRUSTED)).toMatchObject({ verdict: 'allow' });
  });

  it('is over at its time', () => {
    const late = { ...TRUSTED, now: new Date(NOW.getTime() + 12 * 3_600_000) };
    expect(judge(agent({ ...FREE, hours: { ...NIGHT, outside: 'block' } }), content, late).verdict).toBe('allow');
  });
});
