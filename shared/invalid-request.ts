import type * as z from 'zod';
import { AppError } from './errors.ts';

/** What is told of a refused input: enough to correct it, however much is wrong with it. */
const MAX_ERRORS = 20;
const MAX_CHARACTERS = 300;

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>;

/**
 * A refusal that says field by field what is wrong. Capped, since paths and messages quote keys of the sender: a body
 * of 256 KB could otherwise make an answer that Lambda does not pass on (6 MB).
 * @param under where the input lies in what was sent
 */
export function invalidRequest(issues: readonly Issue[], under: string[] = []): AppError {
  const errors = issues.slice(0, MAX_ERRORS).map(({ path, message }) => ({
    path: short([...under, ...path].join('.')),
    message: short(message),
  }));
  const more = issues.length - errors.length;
  return new AppError('INVALID_REQUEST', { errors, ...(more > 0 ? { moreErrors: more } : {}) });
}

/** The first of many, and no more of each than a person or a model reads. */
export function fewIssues<T extends Issue>(issues: readonly T[]): T[] {
  return issues.slice(0, MAX_ERRORS / 2).map((issue) => ({ ...issue, message: short(issue.message) }));
}

function short(text: string): string {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS).toWellFormed()}…` : text;
}
