import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUTHORITY_MS,
  after,
  backOffMs,
  CLOCK_MARGIN_MS,
  EFFECT_TIMEOUT_MS,
  EXECUTOR_TIMEOUT_MS,
  LEASE_MS,
  MAX_ATTEMPTS,
} from '#shared/ledger/authority.ts';

/** Clocks of Lambda machines are set by NTP; 5 seconds is far more than was ever seen. */
const LARGEST_SKEW_MS = 5_000;

describe('the times that keep two executors apart', () => {
  it('a lease outlives its executor by the margin at least', () => {
    expect(LEASE_MS).toBeGreaterThanOrEqual(EXECUTOR_TIMEOUT_MS + CLOCK_MARGIN_MS);
  });

  it('the margin is twice the largest skew at least: one clock early, one late', () => {
    expect(CLOCK_MARGIN_MS).toBeGreaterThanOrEqual(2 * LARGEST_SKEW_MS);
  });

  it('an effect has time to end before its executor is stopped', () => {
    expect(EFFECT_TIMEOUT_MS).toBeLessThan(EXECUTOR_TIMEOUT_MS);
  });

  it('a fresh claim has time for its effect', () => {
    expect(LEASE_MS - CLOCK_MARGIN_MS - EFFECT_TIMEOUT_MS).toBeGreaterThan(0);
  });

  it('an executor that lives to its time limit may still begin at its very end', () => {
    expect(LEASE_MS - CLOCK_MARGIN_MS - EFFECT_TIMEOUT_MS).toBeGreaterThanOrEqual(EXECUTOR_TIMEOUT_MS);
  });
});

describe('an authority', () => {
  it('lasts a day', () => {
    expect(AUTHORITY_MS).toBe(24 * 60 * 60 * 1_000);
  });

  it('outlasts all tries of what did not begin', () => {
    const waits = Array.from({ length: MAX_ATTEMPTS }, (_, i) => backOffMs(i + 1)).reduce((a, b) => a + b);
    expect(waits + MAX_ATTEMPTS * LEASE_MS).toBeLessThan(AUTHORITY_MS);
  });
});

describe('the wait before the next try', () => {
  it.each([
    [1, 30_000],
    [2, 60_000],
    [3, 120_000],
    [5, 480_000],
    [6, 900_000],
    [1_000, 900_000],
  ])('after try %i is %i ms', (attempt, wait) => {
    expect(backOffMs(attempt)).toBe(wait);
  });

  it('never shrinks', () => {
    const property = fc.property(fc.nat({ max: 2_000 }), (attempt) => {
      expect(backOffMs(attempt + 1)).toBeGreaterThanOrEqual(backOffMs(attempt));
    });
    fc.assert(property);
  });
});

describe('a time after another', () => {
  it('is written so that later ones sort behind', () => {
    expect(after(new Date('2026-12-31T23:59:59.999Z'), 1)).toBe('2027-01-01T00:00:00.000Z');
  });
});
