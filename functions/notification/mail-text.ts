import type { Action } from '#shared/action/action.ts';
import type { BellEntry } from '#shared/notification/bell.ts';
import { type MailState, unsubscribeToken } from '#shared/notification/mail-state.ts';
import type { Person } from '#shared/people/person.ts';
import { fillMail } from './fill-mail.ts';
import { inPlainSight, oneLine } from './plain-sight.ts';
import { shownContent } from './shown-content.ts';

export type WrittenMail = { subject: string; text: string; html: string; unsubscribe: string };

type About = { person: Person; state: MailState; consoleUrl: string; showsContent: boolean; now: Date };

type Row = { label: string; value: string };

const ASKED: Record<Action['capability'], string> = {
  send_email: 'send an email',
  send_sms: 'send a text message',
  make_call: 'make a phone call',
  http_request: 'send a web request',
  use_tool: 'use one of its tools',
};

/** Characters of one field, and how many agents or actions are named one by one. */
const MOST_SHOWN = 2_000;
const MOST_ROWS = 10;

/**
 * The email about one action. It says which agent asks for what kind of thing and where to look, and nothing of the content
 * unless the workspace wants that: mailboxes are shared and forwarded. Nothing in it decides; the link opens a page that
 * needs a sign-in.
 */
export function writeNotice(about: About, action: Action, { insteadOf, remindedAt, since }: BellEntry): WrittenMail {
  const asks = `${oneLine(action.agentName)} asks to ${ASKED[action.capability]}`;
  const still = remindedAt ? ` It has waited since ${day(since)}.` : '';
  const place = insteadOf ? ` You are told in place of ${oneLine(insteadOf)}, who is away.` : '';
  return written(about, {
    subject: remindedAt ? `Still waiting: ${asks}` : asks,
    title: asks,
    lead: `It waits for your approval, and nothing is done before.${still}${place}`,
    rows: about.showsContent ? rowsOf(action) : [],
    button: 'See it in full and decide',
    link: `${about.consoleUrl}/#/approvals/${action.actionId}`,
  });
}

/** The email about several actions: how many of which agent. */
export function writeDigest(about: About, entries: readonly BellEntry[]): WrittenMail {
  const agents = [...Map.groupBy(entries, ({ agentId }) => agentId).values()].sort((a, b) => b.length - a.length);
  const counted = agents.map((of) => ({ label: oneLine(of[0]?.agentName ?? ''), value: `${of.length}` }));
  const names = counted.slice(0, 3).map(({ label, value }) => `${label} (${value})`);
  const others = counted.length > 3 ? ' and others' : '';
  const summaries = about.showsContent ? entries.slice(0, MOST_ROWS).map(toSummary) : [];
  const again = entries.some(({ remindedAt }) => remindedAt) ? ' Some have waited for long.' : '';
  return written(about, {
    subject: `${entries.length} approvals wait: ${names.join(', ')}${others}`,
    title: `${entries.length} approvals wait for you`,
    lead: `Nothing of it is done before somebody decides.${again}`,
    rows: [...counted.slice(0, MOST_ROWS), ...summaries],
    button: 'See what waits',
    link: `${about.consoleUrl}/#/approvals`,
  });
}

const toSummary = ({ agentName, summary }: BellEntry): Row => ({
  label: oneLine(agentName),
  value: inPlainSight(summary),
});

function rowsOf(action: Action): Row[] {
  return shownContent(action).map(({ field, text }) => {
    const value = inPlainSight(text);
    const rest = value.length - MOST_SHOWN;
    return { label: field, value: rest > 0 ? `${value.slice(0, MOST_SHOWN)} … and ${rest} characters more` : value };
  });
}

type Parts = { subject: string; title: string; lead: string; rows: Row[]; button: string; link: string };

function written({ person, state, consoleUrl }: About, parts: Parts): WrittenMail {
  const unsubscribe = `${consoleUrl}/unsubscribe/${encodeURIComponent(unsubscribeToken(state))}`;
  const greeting = `Hello ${oneLine(person.name)},`;
  const why = 'You get this because you turned on emails for approvals in Countersign.';
  const text = [
    greeting,
    `${parts.title}. ${parts.lead}`,
    ...(parts.rows.length > 0 ? [parts.rows.map(({ label, value }) => `${label}: ${value}`).join('\n')] : []),
    `${parts.button}:\n${parts.link}`,
    `${why}\nStop these emails: ${unsubscribe}`,
  ].join('\n\n');
  const html = fillMail({ ...parts, greeting, why, unsubscribe });
  return { subject: parts.subject, text: `${text}\n`, html, unsubscribe };
}

/** A date that reads the same everywhere. */
function day(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
