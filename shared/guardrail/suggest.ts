import type { Action } from '../action/action.ts';
import type { Content } from '../action/content.ts';
import { readHttpTarget } from '../action/http-target.ts';
import type { Agent } from '../agent/agent.ts';
import { readRecipient } from './email-address.ts';
import { readPhone } from './phone-number.ts';
import { isPublicMailDomain } from './public-mail.ts';
import { askedContent, saidOf } from './replay.ts';
import type { BuiltIn } from './settings-of.ts';

export const SUGGESTION_DAYS = 30;
const ENOUGH = 10;
/** One person of a company says little of the others. */
const ENOUGH_PEOPLE = 2;

const WORDS: Record<BuiltIn, string> = {
  send_email: 'emails to',
  send_sms: 'texts to',
  make_call: 'calls to',
  http_request: 'requests to',
};

export type Suggested = {
  capability: BuiltIn;
  entry: string;
  approved: number;
  decided: number;
  days: number;
  says: string;
  settings: Record<string, unknown>;
};

type Tally = { approved: number; decided: number; people: Set<string> };

/**
 * Entries that an allow-list could have: what people were asked about, always approved as it was, and at least ten times.
 * One no among them, or one edit, and it is not suggested. Runs that nobody vouched for do not count: who sends much to an
 * agent could bring it to ask much. A domain where everybody can get an address is never suggested as a whole.
 */
export function suggest({ capabilities }: Pick<Agent, 'capabilities'>, actions: readonly Action[]): Suggested[] {
  const tallies = new Map<BuiltIn, Map<string, Tally>>();
  for (const action of actions) count(tallies, action);
  return [...tallies].flatMap(([capability, entries]) => {
    const found = [...entries].filter(([entry, tally]) => isClear(capability, entry, tally, entries));
    return found.flatMap(([entry, { approved, decided }]) => {
      const settings = draftWith(capabilities, capability, entry);
      const name = entry.includes('@') || capability !== 'send_email' ? entry : `@${entry}`;
      const says = `You approved ${approved} of ${decided} ${WORDS[capability]} ${name} in ${SUGGESTION_DAYS} days.`;
      return settings ? [{ capability, entry, approved, decided, days: SUGGESTION_DAYS, says, settings }] : [];
    });
  });
}

function count(tallies: Map<BuiltIn, Map<string, Tally>>, action: Action): void {
  const said = saidOf(action);
  const content = askedContent(action);
  if (!said || !content || content.capability === 'use_tool' || action.tainted) return;
  const entries = tallies.get(content.capability) ?? new Map<string, Tally>();
  tallies.set(content.capability, entries);
  for (const [entry, people] of entriesOf(content)) {
    const tally = entries.get(entry) ?? { approved: 0, decided: 0, people: new Set() };
    tally.decided++;
    if (said === 'approved') tally.approved++;
    for (const person of people) tally.people.add(person);
    entries.set(entry, tally);
  }
}

/** Each entry that would list a recipient of this content, and whom of it. */
function entriesOf(content: Content): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  const add = (entry: string, person: string) => entries.set(entry, [...(entries.get(entry) ?? []), person]);
  switch (content.capability) {
    case 'send_email': {
      const { to, cc = [], bcc = [], replyTo = [] } = content.input;
      for (const text of [...to, ...cc, ...bcc, ...replyTo]) {
        const read = readRecipient(text);
        if (!read.readable) continue;
        add(read.comparable, read.comparable);
        add(read.domain, read.comparable);
      }
      return entries;
    }
    case 'send_sms':
    case 'make_call': {
      const read = readPhone(content.input.to);
      if (read.readable) add(read.address, read.address);
      return entries;
    }
    case 'http_request': {
      const target = readHttpTarget(content.input.url);
      // Who approved reading has not approved deleting.
      if (target && !target.isAddress) add(`${content.input.method} ${target.host}`, target.host);
      return entries;
    }
    case 'use_tool':
      return entries;
  }
}

function isClear(capability: BuiltIn, entry: string, tally: Tally, entries: Map<string, Tally>): boolean {
  if (tally.approved < ENOUGH || tally.approved < tally.decided) return false;
  if (capability !== 'send_email') return true;
  const [, domain] = entry.split('@');
  // Where the whole domain is clear, it says so for its addresses.
  return domain === undefined ? isWholeDomain(entry, tally) : !isWholeDomain(domain, entries.get(domain));
}

function isWholeDomain(domain: string, tally: Tally | undefined): boolean {
  if (!tally || isPublicMailDomain(domain)) return false;
  return tally.approved >= ENOUGH && tally.approved === tally.decided && tally.people.size >= ENOUGH_PEOPLE;
}

/**
 * The settings with the entry added. Undefined where that would change nothing, or more than this entry: a list whose
 * inside is asked about would have to be let go as a whole.
 */
function draftWith(
  capabilities: Agent['capabilities'],
  capability: BuiltIn,
  entry: string,
): Record<string, unknown> | undefined {
  const settings = capabilities[capability];
  if (!settings?.enabled) return undefined;
  const { guardrail } = settings;
  const added = capability === 'http_request' ? toHttpRule(entry) : entry;
  if (guardrail.restrict) {
    if (guardrail.inside !== 'allow' || guardrail.allowList.length >= 5_000) return undefined;
    if (guardrail.allowList.some((known) => JSON.stringify(known) === JSON.stringify(added))) return undefined;
    return { ...settings, guardrail: { ...guardrail, allowList: [...guardrail.allowList, added] } };
  }
  const asks = 'askAlways' in guardrail ? guardrail.askAlways : guardrail.requireApproval;
  if (!asks) return undefined;
  return { ...settings, guardrail: { restrict: true, allowList: [added], inside: 'allow', outside: 'ask' } };
}

function toHttpRule(entry: string) {
  const [method = '', host = ''] = entry.split(' ');
  return { host, methods: [method] };
}
