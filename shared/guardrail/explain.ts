import type { Judgement, Reason, RuleCode, Verdict } from './guardrail.ts';

/** A reason, and what it comes to in a sentence for people. */
type Explained = Reason & { says: string };

const COMES_TO: Record<Verdict, string> = {
  allow: 'It would be done without asking.',
  ask: 'A person would be asked first.',
  block: 'It would be blocked, and nobody would be asked.',
};

const WHY: Record<RuleCode, string> = {
  no_approval_needed: 'these settings ask about nothing',
  ask_always: 'these settings ask before every action',
  inside_list: 'it is on the allow-list',
  outside_list: 'it is not on the allow-list',
  unreadable_recipient: 'it cannot be read without doubt, or leads where nothing may go',
  no_recipient: 'nobody would receive it',
  capability_off: 'the capability is off for this agent',
  unknown_capability: 'the agent does not have this capability',
  untrusted_run: 'the run was started by somebody who could not be verified',
  agent_paused: 'the agent is paused',
  capability_blocked_by_workspace: 'the workspace turned this capability off',
  capability_blocked_by_team: "the agent's team turned this capability off",
  outside_hours: 'it is outside the hours of this capability',
  limit_per_hour: 'there were as many as there may be in an hour',
  limit_per_day: 'there were as many as there may be in a day',
  limit_per_recipient: 'there were as many as this recipient may get in a day',
  provider_refuses: 'the service would refuse it',
  tool_changed: 'the tool leads elsewhere than when it was asked for',
  passes_for_system: 'it could be taken for an email of Countersign itself',
  foreign_file: 'the file is not in the folder of this agent',
  file_not_stored: 'there is no such version of the file',
  file_differs: 'the stored file has another size or checksum',
  file_without_checksum: 'the file was stored without a checksum',
};

const SINGLE: Record<Verdict, string> = { allow: 'allowed', ask: 'asked about', block: 'blocked' };

/** A judgement for people: what would happen, and for each recipient why. */
export function explain(judgement: Judgement): Omit<Judgement, 'reasons'> & { reasons: Explained[]; says: string } {
  const reasons = judgement.reasons.map((reason) => ({ ...reason, says: sentenceOf(reason) }));
  return { ...judgement, reasons, says: `${COMES_TO[judgement.verdict]} The reason: ${WHY[judgement.rule]}.` };
}

function sentenceOf({ rule, verdict, field, recipient }: Reason): string {
  const what = recipient === undefined ? 'This action' : recipient;
  const where = field === undefined ? '' : ` (${field})`;
  return `${what}${where} is ${SINGLE[verdict]}: ${WHY[rule]}.`;
}
