/** Codes of the API in words for people; a code without words is shown as it is. */
const inWords = (words: Record<string, string>) => (code: string) =>
  (Object.hasOwn(words, code) ? words[code] : code) ?? code;

export const againBecause = inWords({
  approval_lapsed: 'Asked again because the approval was not used in time, so it no longer counts',
  content_changed: 'Asked again because the content changed after it was approved',
  asks_now: 'Asked again because the rules changed and now ask first',
  one_more_person: 'One person agreed; another one must agree too',
});

export const ruleInWords = inWords({
  no_approval_needed: 'This agent may do this without asking',
  ask_always: 'This agent asks before every one of these',
  inside_list: 'On the allow-list of this agent',
  outside_list: 'Not on the allow-list of this agent',
  unreadable_recipient: 'Not an address that can be read',
  no_recipient: 'Nobody would receive it',
  capability_off: 'This agent may not do this at all',
  unknown_capability: 'The rules do not know this kind of action',
  provider_refuses: 'The service would refuse it',
  tool_changed: 'The tool leads elsewhere than when this was asked for',
  passes_for_system: 'It could be taken for an email of Countersign itself',
  foreign_file: 'Not a file of this agent',
  file_not_stored: 'There is no such version of this file',
  file_differs: 'The stored file has another size or sha256',
  file_without_checksum: 'The file was stored without a checksum that could be compared',
  untrusted_run: 'What started the agent could not be verified, so it asks about everything',
  agent_paused: 'This agent is paused',
  capability_blocked_by_workspace: 'The workspace turned this off',
  capability_blocked_by_team: 'The team of this agent turned this off',
  outside_hours: 'Outside the hours that this agent may do it in',
  limit_per_hour: 'As often as it may in one hour',
  limit_per_day: 'As often as it may in one day',
  limit_per_recipient: 'As often as it may reach this recipient in one day',
});

export const verdictInWords = inWords({ allow: 'allowed', ask: 'ask first', block: 'blocked' });

export const stateInWords = inWords({
  pending: 'Waiting for a decision',
  allowed: 'Allowed, being carried out',
  approved: 'Approved, being carried out',
  executed: 'Done',
  rejected: 'Rejected',
  failed: 'Not done',
  uncertain: 'May or may not have been done',
  cancelled: 'Withdrawn',
  blocked: 'Blocked by a rule',
});

export const stateExplained = inWords({
  pending: 'Nothing happens until somebody decides.',
  allowed: 'A rule allows this, so nobody is asked.',
  approved: 'It is on its way. You can leave this page.',
  executed: 'It was carried out exactly as shown here.',
  rejected: 'It will not be done.',
  failed: 'It was approved, yet the service refused it. Nothing was done.',
  uncertain:
    'The service did not confirm. It is not tried again by itself: look whether it arrived before you repeat it.',
  cancelled: 'It will not be done.',
  blocked: 'It will not be done.',
});

export const rowStateInWords = inWords({
  approved: 'waiting to be carried out',
  claimed: 'being carried out',
  executed: 'done',
  failed: 'not done',
  uncertain: 'may or may not have been done',
  rejected: 'will not be done',
  half: 'one person agreed',
  withdrawn: 'will not be done',
  lapsed: 'not carried out, asked again',
  declined: 'not done, asked instead',
});

export const outcomeInWords = inWords({
  accepted: 'accepted by the service',
  approval_lapsed: 'the approval was not used in time',
  content_changed: 'the content changed',
  content_mismatch: 'a file is gone, or is not the one that was approved',
  file_unreadable: 'a file could not be read: it was deleted, or the right to read it is missing',
  asks_now: 'the rules ask first now',
  blocked_by_policy: 'a rule forbids it now',
  tool_changed: 'the tool leads elsewhere now: the agent has to ask again',
  key_changed: 'what the settings say of its key changed, so it could not be tried again',
  key_expired: 'the time in which it could be tried again is over',
  executor_lost: 'no answer came',
  no_message_id: 'the service gave no id for it',
});

export const triggerInWords = inWords({
  webhook: 'a webhook',
  email: 'an email',
  schedule: 'a schedule',
  event: 'an event',
  chat: 'a chat',
  api: 'a program elsewhere, by its key',
});

export const capabilityInWords = inWords({
  send_email: 'Emails',
  send_sms: 'Text messages',
  make_call: 'Calls',
  http_request: 'HTTP requests',
  use_tool: 'Tools',
});

export const fieldInWords = inWords({
  to: 'To',
  cc: 'Copy',
  bcc: 'Hidden copy',
  replyTo: 'Answers',
  attachments: 'File',
  url: 'Address',
});

const UNITS = [
  { from: 86_400, name: 'day' },
  { from: 3_600, name: 'hour' },
  { from: 60, name: 'minute' },
];

/** `just now`, `5 minutes ago`, `2 days ago`. A clock that is behind ours never gives a time to come. */
export function ageInWords(since: string, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(since)) / 1000);
  const unit = UNITS.find(({ from }) => seconds >= from);
  if (!unit) return 'just now';
  const count = Math.floor(seconds / unit.from);
  return `${count} ${unit.name}${count === 1 ? '' : 's'} ago`;
}

export function timeInWords(at: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at));
}
