import type { IncomingMessage } from 'node:http';
import { type Html, html } from './html.ts';
import { type Answer, json, refuseOtherSites, takeChoice } from './page-request.ts';

type Place = 'mailbox' | 'phone';

/** The form of one message with which a person says what became of it. */
export function eventForm(place: Place, messageId: string, eventTypes: readonly string[]): Html {
  return html`<form method="post" action="/_local/${place}/${encodeURIComponent(messageId)}/event" class="bar">
<label>What became of it <select name="event">${eventTypes.map((type) => html`<option>${type}</option>`)}</select></label>
<button>Tell the system</button>
</form>`;
}

/** Which message of which page an event is wanted of, by the path that {@link eventForm} posts to. */
export function eventPath(pathname: string): { place: Place; messageId: string } | undefined {
  const [, place, messageId = ''] = /^\/_local\/(mailbox|phone)\/([^/]+)\/event$/.exec(pathname) ?? [];
  return place === 'mailbox' || place === 'phone' ? { place, messageId } : undefined;
}

type Provocation<Message, EventType extends string> = {
  place: Place;
  messageId: string;
  messages: readonly Message[];
  /** What can become of a message. */
  known: (message: Message) => readonly EventType[];
  provoke: (message: Message, eventType: EventType) => Promise<void>;
};

/** Has said of a message what a person wants said; as in AWS, what its configuration set does not ask for reaches nobody. */
export async function provokeEvent<Message extends { messageId: string }, EventType extends string>(
  request: IncomingMessage,
  { place, messageId, messages, known, provoke }: Provocation<Message, EventType>,
): Promise<Answer> {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const message = messages.find((one) => encodeURIComponent(one.messageId) === messageId);
  if (!message) return json(404, { message: `There is no message ${messageId}.` });
  const choice = { field: 'event', known: known(message), backTo: `/_local/${place}#${messageId}` };
  return takeChoice(request, choice, (eventType) => provoke(message, eventType));
}
