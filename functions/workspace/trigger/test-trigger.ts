import { AppError } from '#shared/errors.ts';
import { newId } from '#shared/ids.ts';
import type { WorkTable } from '#shared/tables.ts';
import { MAX_DATA_BYTES, startAgent, whyNotNow } from '#shared/trigger/start-agent.ts';
import type { Trigger } from '#shared/trigger/trigger.ts';

/**
 * Starts the agent as the trigger would, marked as a test. The agent works as it always does, so what it asks for is judged,
 * asked and carried out.
 */
export async function testTrigger(
  { tables, now }: { tables: WorkTable; now: () => Date },
  trigger: Trigger,
  given: unknown,
): Promise<string> {
  const reason = await whyNotNow(tables, { ...trigger, paused: false });
  if (reason) throw new AppError('TRIGGER_PAUSED', { reason });
  const data = JSON.stringify(given ?? exampleOf(trigger, now()));
  if (Buffer.byteLength(data) > MAX_DATA_BYTES) throw new AppError('TOO_LARGE', { limitBytes: MAX_DATA_BYTES });
  const text = `A person tries out the ${trigger.type} trigger "${trigger.name}", with this:${taskOf(trigger)}`;
  const provenance = { authentication: 'workspace' as const, test: true as const };
  const { conversationId } = await startAgent(
    tables,
    { trigger, deliveryId: newId('dlv'), text, data, provenance },
    now(),
  );
  return conversationId;
}

function taskOf(trigger: Trigger): string {
  return trigger.type === 'schedule' && trigger.task ? `\n\n${trigger.task}` : '';
}

function exampleOf(trigger: Trigger, now: Date): unknown {
  switch (trigger.type) {
    case 'webhook':
      return { type: 'test', message: 'This is a test.' };
    case 'email':
      return { from: 'somebody@example.com', subject: 'A test', text: 'This is a test.', attachments: [] };
    case 'schedule':
      return { scheduledTime: now.toISOString() };
    case 'event':
      return { source: 'test', detailType: 'test', time: now.toISOString(), detail: { message: 'This is a test.' } };
  }
}
