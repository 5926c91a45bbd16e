import { describe, expect, it } from 'vitest';
import { explain } from '../../../functions/console/web/ui/problem-words.ts';
import {
  againBecause,
  ageInWords,
  ruleInWords,
  stateExplained,
  stateInWords,
} from '../../../functions/console/web/ui/words.ts';
import { ActionState } from '../../../shared/action/action.ts';
import { ERRORS } from '../../../shared/errors.ts';
import { RuleCode } from '../../../shared/guardrail/guardrail.ts';

describe('codes of the API', () => {
  it.each(RuleCode.options)('has words for the rule %s', (rule) => {
    expect(ruleInWords(rule)).not.toBe(rule);
  });

  it.each(ActionState.options)('has words for the state %s', (state) => {
    expect(stateInWords(state)).not.toBe(state);
    expect(stateExplained(state)).not.toBe(state);
  });

  it.each(['approval_lapsed', 'content_changed', 'asks_now'])('says why it is asked again: %s', (reason) => {
    expect(againBecause(reason)).toMatch(/^Asked again because /);
  });

  it('shows a code that it has no words for as it is', () => {
    expect(ruleInWords('toString')).toBe('toString');
  });
});

describe('a decision is refused', () => {
  it('says who was first', () => {
    const winner = { verdict: 'reject', decidedBy: 'Miguel Editor' };
    expect(explain({ code: 'ALREADY_DECIDED', status: 409, winner }).title).toBe(
      'Miguel Editor rejected this before you',
    );
  });

  it.each(['CONTENT_CHANGED', 'NOT_PENDING', 'UNAUTHENTICATED', 'NOT_A_MEMBER', 'NOT_FOUND', 'TOO_LARGE'] as const)(
    'has its own words for %s',
    (code) => {
      const { title, what } = explain({ code, status: ERRORS[code].status });
      expect(title).not.toBe(explain({ code: 'INTERNAL', status: 500 }).title);
      expect(what).not.toBe('');
    },
  );

  it('says what the catalogue says of a code that has no words here', () => {
    const { status, title } = ERRORS.TEAM_HAS_AGENTS;
    expect(explain({ code: 'TEAM_HAS_AGENTS', status, title })).toEqual({
      title: 'Agents belong to this team',
      what: 'Move or delete them first.',
    });
  });

  it.each([
    [401, 'Your sign-in has ended'],
    [403, 'Your sign-in does not allow this'],
    [413, 'The request was too large'],
    [429, 'The service is busy'],
    [502, 'Something failed on our side'],
  ])('knows what a gateway means that answers %i without a code', (status, title) => {
    expect(explain({ code: '', status }).title).toBe(title);
  });
});

describe('how long it waits', () => {
  it.each([
    [-5, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [7_199, '1 hour ago'],
    [200_000, '2 days ago'],
  ])('is told after %i seconds', (seconds, words) => {
    const since = '2026-11-23T08:00:00.000Z';
    expect(ageInWords(since, new Date(Date.parse(since) + seconds * 1000))).toBe(words);
  });
});
