import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Kept<Message> = Message & { messageId: string; sentAt: string; sentBy: string };

/** What is heard of kept messages afterwards: what a provider's event destinations bring to the system. */
export type DeliveryEvents<Message, EventType extends string = string> = {
  /** Says what becomes of a message by itself. */
  announce(message: Message): void;
  /** Says at once of a message what a person wants said; resolves once it is on disk for those who listen. */
  provoke(message: Message, eventType: EventType): Promise<void>;
};

/** What was sent from this machine and did not leave it, and how the next requests to send are answered. */
export type Outbox<Message, Answer> = {
  /** Keeps a message as sent; resolves once it is on disk. */
  accept(message: Message, sentBy: string): Promise<Kept<Message>>;
  /** Newest first. */
  messages(): Kept<Message>[];
  /** The next request is answered so, the one after that as the next call says; then all is accepted again. */
  nextAnswer(answer: Answer): void;
  /** The answers set by {@link Outbox.nextAnswer} and not given yet. */
  waitingAnswers(): Answer[];
  takeAnswer(): Answer | undefined;
};

/**
 * Everything that was sent, one file each.
 * @param onAccepted called for each message once it is kept
 */
export async function openOutbox<Message extends object, Answer>(
  directory: string,
  newMessageId: () => string,
  onAccepted?: (message: Kept<Message>) => void,
): Promise<Outbox<Message, Answer>> {
  await mkdir(directory, { recursive: true });
  const kept: Kept<Message>[] = await readKept(directory);
  const answers: Answer[] = [];
  let count = kept.length;

  return {
    async accept(message, sentBy) {
      const messageId = newMessageId();
      const entry: Kept<Message> = { messageId, sentAt: new Date().toISOString(), sentBy, ...message };
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

async function readKept(directory: string) {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(join(directory, name), 'utf8'))));
}
