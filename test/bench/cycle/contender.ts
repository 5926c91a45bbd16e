/** The same job, done durably by whoever: a question is stored, a person says yes, an effect is done once, its end is stored. */
export type Contender = {
  /** Asks for a 1 KB email; resolves when the question is stored. Gives what the person's click will name. */
  ask(): Promise<unknown>;
  /** A person's yes; resolves when the effect was done and that is stored. A refusal throws. */
  approve(question: unknown): Promise<void>;
  /** What follows for lists, after `approve`. */
  show?(question: unknown): Promise<void>;
  /** How often the effect, a counter, was done. */
  effects(): number;
  /** What was stored since it was asked first, where the store does not count by itself. */
  stored?(): Promise<Stored>;
  close(): Promise<void>;
};

/** Durable writes and their bytes, as the store counts them: items or rows; bytes of items, or of the log. */
export type Stored = { writes: number; bytes: number };

/** What a contender needs of the machine: each takes its own part. */
export type Stores = {
  dynamodb: { url: string; accessKeyId: string };
  postgres?: { host: string; port: number; user: string };
  restate?: { ingress: string; admin: string };
  /** Whether its driver is here; the database is a file. */
  sqlite: boolean;
  directory: string;
};

/** What a contender's module exports. */
export type OpenContender = (stores: Stores) => Promise<Contender>;

/** The text of a question whose email has 1 KB as canonical content. */
export function oneKilobyte(to: string): { to: string[]; subject: string; text: string } {
  const input = { subject: 'Invoice 4711', text: '', to: [to] };
  return { ...input, text: 'x'.repeat(1024 - JSON.stringify(input).length) };
}
