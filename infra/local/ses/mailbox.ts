import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail } from './mail.ts';

export const MAIL_ANSWERS = [
  'accept-then-hang',
  'accept-then-server-error',
  'refuse',
  'throttle',
  'server-error',
] as const;

/** How one request is answered instead of being accepted: what a network and a busy SES do to a sender. */
export type MailAnswer = (typeof MAIL_ANSWERS)[number];

export type KeptMail = Mail & { messageId: string; sentAt: string; sentBy: string };

export type MailStore = {
  /** Keeps a mail as sent; resolves once it is on disk. */
  accept(mail: Mail, sentBy: string): Promise<KeptMail>;
  /** Newest first. */
  messages(): KeptMail[];
  /** The next request is answered so, the one after that as the next call says; then all is accepted again. */
  nextAnswer(answer: MailAnswer): void;
  /** The answers set by {@link MailStore.nextAnswer} and not given yet. */
  waitingAnswers(): MailAnswer[];
  takeAnswer(): MailAnswer | undefined;
};

/**
 * Everything that was sent, one file each.
 * @param onAccepted called for each mail once it is kept
 */
export async function openMailbox(directory: string, onAccepted?: (mail: KeptMail) => void): Promise<MailStore> {
  await mkdir(directory, { recursive: true });
  const kept = await readKept(directory);
  const answers: MailAnswer[] = [];
  let count = kept.length;

  return {
    async accept(mail, sentBy) {
      const messageId = `${Date.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
      const entry: KeptMail = { messageId, sentAt: new Date().toISOString(), sentBy, ...mail };
      count += 1;
      const file = join(directory, `${String(count).padStart(9, '0')}-${messageId}.json`);
      await writeFile(`${file}.new`, JSON.stringify(entry, undefined, 2));
      await rename(`${file}.new`, file);
      kept.push(entry);
      onAccepted?.(entry);
      return entry;
    },
    messages: () => kept.toReversed(),
    nextAnswer: (answer) => void answers.push(answer),
    waitingAnswers: () => [...answers],
    takeAnswer: () => answers.shift(),
  };
}

async function readKept(directory: string): Promise<KeptMail[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(join(directory, name), 'utf8'))));
}
