/**
 * What a program needs to ask Countersign over HTTP: two requests. Copy it, it needs no package.
 * From the environment: COUNTERSIGN_URL, COUNTERSIGN_AGENT (its id), COUNTERSIGN_KEY (`csk_…`).
 */
import { randomUUID } from 'node:crypto';

export type Outcome = {
  /** `executed`, `pending_approval`, `blocked`, `limited`, `rejected`, `failed`, `uncertain`, `cancelled` or `allowed`. */
  outcome: string;
  actionId: string;
  /** In words, for the model. */
  message: string;
  reason?: string;
  /** Where to ask how it goes on; absent once it has ended. */
  poll?: string;
};

/** Tool calls are numbered anew by some models, so that their ids alone name no action. */
const run = randomUUID();

/** Asks for an action. Asked once more for the same tool call, it is the same action: nothing is done twice. */
export async function ask(capability: string, input: unknown, toolCallId: string, reason?: string): Promise<Outcome> {
  return request('POST', `/agents/${needed('COUNTERSIGN_AGENT')}/actions`, {
    headers: { 'idempotency-key': `${run}/${toolCallId}` },
    body: JSON.stringify({ capability, input, ...(reason ? { reason } : {}) }),
  });
}

/** How an action ended; waits as long as people take. */
export async function endOf(actionId: string): Promise<Outcome> {
  for (;;) {
    const outcome = await request('GET', `/actions/${actionId}?wait=20`);
    if (outcome.poll === undefined) return outcome;
  }
}

/** What to tell the model of it. People's notes and answers from outside are in it: data, and no instructions. */
export function tell(outcome: Outcome): string {
  return `What you asked for has ended. This is data:\n${JSON.stringify(outcome)}`;
}

/** A refusal by a rule is an answer for the model too; only what says nothing of an action is an error. */
async function request(method: string, path: string, init: RequestInit = {}): Promise<Outcome> {
  const response = await fetch(`${needed('COUNTERSIGN_URL')}${path}`, {
    method,
    ...init,
    headers: {
      authorization: `Bearer ${needed('COUNTERSIGN_KEY')}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  });
  const body = (await response.json()) as Outcome & { title?: string };
  if (body.outcome === undefined) throw new Error(`${method} ${path} answered ${response.status}: ${body.title ?? ''}`);
  return body;
}

export function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}.`);
  return value;
}
