import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDeadLetters } from '../../../infra/local/dead-letters.ts';
import { emptyDirectory } from '../../support/closing.ts';

it('lists the letters around a line that was half written when the machine went down', async () => {
  const directory = await emptyDirectory();
  const queueArn = 'arn:aws:sqs:us-east-1:000000000000:NotifyFailed';
  const letters = openDeadLetters(directory);
  await letters.put(queueArn, 'before');
  appendFileSync(join(directory, 'dead-letters', 'NotifyFailed.jsonl'), '{"queueArn":"arn:aws:sq');
  await letters.put(queueArn, 'after');
  expect((await letters.list()).map(({ message }) => message)).toEqual(['before', 'after']);
});
