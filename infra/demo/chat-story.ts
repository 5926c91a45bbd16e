import type { Running } from '../local/running.ts';
import { askedAction, toldOutcome } from './look.ts';
import { confirm, observe } from './observe.ts';
import { mailTo, type SignedInPerson, signIn } from './system.ts';

const DANA = 'dana@customer.example';
const ASKED = `email ${DANA} that her parcel is on its way`;

/** What a person asks for in a chat is theirs to decide on, and nobody else is bothered. */
export async function chattedEmail(running: Running, olivia: SignedInPerson): Promise<void> {
  const before = (await mailTo(running, DANA)).length;
  const miguel = await signIn(running, 'per_miguel');
  const conversationId = await observe(`Miguel, who may use the agent Front desk, wrote to it: "${ASKED}"`, () =>
    miguel.startChat('agt_desk', ASKED),
  );
  const actionId = await observe('The agent asked to email Dana, said that it waits, and rests', async () => {
    const { state } = await miguel.conversation(conversationId);
    return state === 'waiting' && askedAction(miguel, conversationId, 'pending_approval');
  });
  await confirm(
    'No bell rang for it',
    async () => !(await olivia.bell()).items.some((item) => item.actionId === actionId),
  );
  await observe('Miguel approved it in the chat, as the person whose chat it is', async () => {
    const card = await miguel.card(actionId);
    return (
      card.agentSays !== undefined &&
      (await miguel.decide(card, { verdict: 'approve', notifyAgent: false })).status === 200
    );
  });
  await observe(
    'The agent was told without being asked to',
    () => toldOutcome(miguel, conversationId, actionId),
    (seen) => `The agent was told, as always in a chat: ${seen}`,
  );
  await observe('It goes on: "It is sent. What else?"', async () => {
    const { entries, state } = await miguel.conversation(conversationId);
    return (
      state === 'idle' && entries.some((entry) => entry.kind === 'said' && entry.text === 'It is sent. What else?')
    );
  });
  await confirm('Dana got exactly one email of it', async () => (await mailTo(running, DANA)).length === before + 1);
  await confirm('It stands in the activity of the agent, approved by Miguel', async () => {
    const { items } = await olivia.activity('agt_desk');
    return items.find((item) => item.actionId === actionId)?.decision?.by === 'Miguel Editor';
  });
}
