import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signInAs } from '../../infra/local/sign-in/sign-in-as.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

let test: TestStack;
beforeAll(async () => {
  test = await startTestStack();
}, 60_000);
afterAll(() => test.close());

it('starts', () => expect(test.log).toEqual([]));
