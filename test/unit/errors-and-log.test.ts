import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError, ERRORS, type ErrorCode } from '#shared/errors.ts';
import { errorFields, log } from '#shared/log.ts';
import { logLines } from '../support/log-lines.ts';

describe('the catalogue of errors', () => {
  const codes = Object.keys(ERRORS) as ErrorCode[];

  it.each(codes)('%s has a code in capitals, a status of a refusal, and a sentence', (code) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(ERRORS[code].status).toBeGreaterThanOrEqual(400);
    expect(ERRORS[code].status).toBeLessThan(600);
    expect(ERRORS[code].title).toMatch(/^[A-Z].*\.$/);
  });

  it('says each thing once', () => {
    expect(new Set(codes.map((code) => ERRORS[code].title)).size).toBe(codes.length);
  });

  it('keeps the codes that were published', () => {
    expect(codes).toEqual(
      expect.arrayContaining([
        'ALREADY_DECIDED',
        'CONTENT_CHANGED',
        'NOT_PENDING',
        'NOT_FOUND',
        'INVALID_REQUEST',
        'BUSY',
      ]),
    );
  });

  it('gives a refusal its words and keeps its details and cause', () => {
    const cause = new Error('why');
    const refusal = new AppError('TOO_LARGE', { limitBytes: 1 }, { cause });
    expect(refusal).toMatchObject({ name: 'AppError', code: 'TOO_LARGE', details: { limitBytes: 1 }, cause });
    expect(refusal.message).toBe(ERRORS.TOO_LARGE.title);
  });
});

describe('what is logged of an error', () => {
  it.each([
    ['one line', new Error('canary')],
    ['several lines', new Error('canary\ncanary')],
    ['a line that looks like a stack frame', new Error('bad input:\n    at canary')],
    ['a parser that quotes what it read', parserError('\n    at canary')],
    ['a schema that names what it read', z.strictObject({}).safeParse({ canary: 1 }).error],
    ['a cause', new Error('outer', { cause: new Error('canary') })],
    ['a thrown word', 'canary'],
    ['a thrown object', { message: 'canary' }],
  ])('never is its message: %s', (_, error) => {
    expect(JSON.stringify(errorFields(error))).not.toContain('canary');
  });

  it('is its name and where it was thrown', () => {
    const { errorName, stack } = errorFields(new RangeError('canary'));
    expect(errorName).toBe('RangeError');
    expect(stack).toMatch(/^\s*at .*errors-and-log\.test\.ts/);
  });
});

function parserError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

describe('a line of the log', () => {
  it.each(['info', 'warn', 'error'] as const)('is one JSON object: %s', (level) => {
    logLines.length = 0;
    log[level]('decided', { actionId: 'act_1', round: 2, reason: 'two\nlines' });
    const [line = ''] = logLines;
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ level, message: 'decided', actionId: 'act_1', round: 2 });
  });
});
