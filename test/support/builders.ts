import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Action } from '#shared/action/action.ts';
import type { Capability } from '#shared/action/capability.ts';
import { readContent, sealContent } from '#shared/action/content.ts';
import { Agent } from '#shared/agent/agent.ts';
import { Message } from '#shared/agent/conversation.ts';
import type { StoredFile } from '#shared/files/stored-file.ts';
import { type EmailGuardrail, NEW_AGENT_EMAIL } from '#shared/guardrail/guardrail.ts';
import { NEW_AGENT_HTTP } from '#shared/guardrail/http-settings.ts';
import { NOTHING_SWITCHED } from '#shared/guardrail/inherit.ts';
import type { JudgeContext } from '#shared/guardrail/judge.ts';
import { NEW_AGENT_PHONE } from '#shared/guardrail/phone-settings.ts';
import { ToolSettings } from '#shared/guardrail/tool-settings.ts';
import { type ApprovedRow, type ClaimedRow, LedgerRow } from '#shared/ledger/ledger.ts';
import { BellEntry } from '#shared/notification/bell.ts';
import { Person } from '#shared/people/person.ts';
import { WorkspaceSettings } from '#shared/workspace/settings.ts';

/** The time in every test that does not say another. */
export const NOW = new Date('2026-03-02T09:00:00.000Z');

export function at(minutesFromNow: number): string {
  return new Date(NOW.getTime() + minutesFromNow * 60_000).toISOString();
}

/** A run that somebody vouched for, at the time of every test, in a workspace that switched nothing. */
export const TRUSTED: JudgeContext = { tainted: false, now: NOW, settings: NOTHING_SWITCHED };

/** Where the system's own emails come from. */
export const SYSTEM_SENDER = 'approvals@countersign.example';

type Over = Record<string, unknown>;

export function anEmail(over: Over = {}) {
  return { to: ['dana@acme.example'], subject: 'Your invoice', text: 'It is attached.', ...over };
}

/** A stored file, as an agent attaches it. */
export function aFile(over: Over = {}): StoredFile {
  return {
    ...{ name: 'terms.pdf', contentType: 'application/pdf', size: 7, sha256: 'a'.repeat(64) },
    ...{ key: 'agents/agt_1/terms.pdf', versionId: 'v1', ...over },
  };
}

/** An email as the gate reads it. */
export function readEmail(input: unknown) {
  const content = readContent('send_email', input);
  if (content.capability !== 'send_email') throw new Error('This is no email');
  return content;
}

export function sealedEmail(over: Over = {}, agentId = 'agt_1') {
  return sealContent(agentId, readEmail(anEmail(over)));
}

/** May send to acme.example without asking; everybody else is asked about. */
export const ASK_OUTSIDE: EmailGuardrail & { restrict: true } = {
  restrict: true,
  allowList: ['acme.example'],
  inside: 'allow',
  outside: 'ask',
};

export function anAgent(over: Over = {}): Agent {
  return Agent.parse({
    ...{ kind: 'agent', agentId: 'agt_1', name: 'Billing', instructions: 'Answer customers.', version: 1 },
    ...{ model: { provider: 'rules', rules: [] }, access: { per_owner: 'owner' }, defaultAccess: 'none', hold: false },
    capabilities: { send_email: { enabled: true, guardrail: ASK_OUTSIDE } },
    ...over,
  });
}

/** Nothing is on hold and nothing is switched, unless said. */
export function theSettings(over: Over = {}): WorkspaceSettings {
  return WorkspaceSettings.parse({ kind: 'settings', hold: false, ...over });
}

export function aTool(over: Over = {}): ToolSettings {
  const properties = { order: { type: 'string' }, cents: { type: 'integer', default: 100 } };
  return ToolSettings.parse({
    ...{ name: 'refund', description: 'Refunds an order.', inputSchema: { type: 'object', properties } },
    ...{ target: { kind: 'lambda', functionName: 'countersign-tool-refund' }, ...over },
  });
}

/** Every capability, each with the settings of a new agent. */
export const ALL_CAPABILITIES = {
  ...{ send_email: NEW_AGENT_EMAIL, send_sms: NEW_AGENT_PHONE, make_call: NEW_AGENT_PHONE },
  ...{ http_request: NEW_AGENT_HTTP, tools: [aTool()] },
};

/** Something that each capability can be asked for. */
export const ASKED_FOR: Record<Capability, Over> = {
  send_email: anEmail(),
  send_sms: { to: '+46701740605', text: 'Your order is ready.' },
  make_call: { to: '+46701740605', text: 'Your order is ready.', voiceId: 'AMY' },
  http_request: { method: 'POST', url: 'https://shop.example/refunds', headers: { 'x-a': 'b' }, json: { order: 'A1' } },
  use_tool: { tool: 'refund', input: { order: 'A1' } },
};

/** An agent whose only capability has this guardrail. */
export function anAgentThat(guardrail: EmailGuardrail, over: Over = {}): Agent {
  return anAgent({ capabilities: { send_email: { enabled: true, guardrail } }, ...over });
}

export function anAction(over: Over = {}): Action {
  const { canonical, hash } = sealedEmail();
  return Action.parse({
    ...{ kind: 'action', actionId: 'act_1', agentId: 'agt_1', agentName: 'Billing', capability: 'send_email' },
    ...{ content: canonical, hash, summary: 'Email to dana@acme.example: Your invoice', state: 'pending' },
    ...{ pv: 0, round: 1, judgement: { verdict: 'ask', rule: 'ask_always', reasons: [] }, origin: 'background' },
    ...{ tainted: false, conversationId: 'cnv_1', runId: 'run_1', toolCallId: 'call_1', createdAt: at(-10) },
    ...over,
  });
}

/** What only a claim has. */
export const CLAIM = { claimId: 'clm_1', leaseUntil: at(2), attempt: 1 };

/** A ledger row as it is stored, not parsed: for what the schema itself must refuse. */
export function aRawRow(over: Over = {}): Over {
  return {
    ...{ pk: 'act_1', round: 1, v: 1, writer: 'wrt_1', actionId: 'act_1', agentId: 'agt_1', capability: 'send_email' },
    ...{ conversationId: 'cnv_1', origin: 'background', hash: sealedEmail().hash, notifyAgent: false },
    ...{ verdict: 'approve', decidedBy: 'per_owner', decidedByName: 'Olga', decidedAt: at(-5) },
    ...{ decisionId: 'dec_0123456789', signedInAt: at(-60), lapsesAt: at(24 * 60), state: 'approved' },
    ...over,
  };
}

/** Who withdrew it. */
export const STOPPED = {
  ...{ verdict: 'withdraw', decidedBy: 'per_2', decidedByName: 'Wim', decidedAt: at(-1) },
  ...{ decisionId: 'dec_withdrawn000', signedInAt: at(-60) },
};

const ATTRIBUTES: Record<LedgerRow['state'], Over> = {
  approved: {},
  claimed: CLAIM,
  executed: { ...CLAIM, outcome: { code: 'accepted', providerId: 'ses-1' }, settledAt: at(0) },
  failed: { ...CLAIM, outcome: { code: 'MessageRejected' }, settledAt: at(0) },
  uncertain: { ...CLAIM, outcome: { code: 'TimeoutError' }, settledAt: at(0) },
  half: { lapsesAt: undefined },
  rejected: { verdict: 'reject', lapsesAt: undefined },
  withdrawn: { stopped: STOPPED },
  lapsed: { outcome: { code: 'approval_lapsed' } },
  declined: { outcome: { code: 'asks_now' } },
};

/** A row that a person made, in the given state. */
export function aRow(state: LedgerRow['state'], over: Over = {}): LedgerRow {
  return LedgerRow.parse(withoutUndefined(aRawRow({ state, ...ATTRIBUTES[state], ...over })));
}

export function anApproval(over: Over = {}): ApprovedRow {
  return aRow('approved', over) as ApprovedRow;
}

export function aClaim(over: Over = {}): ClaimedRow {
  return aRow('claimed', over) as ClaimedRow;
}

/** The guardrail's own row, in the given state. */
export function aGuardrailRow(state: LedgerRow['state'], over: Over = {}): LedgerRow {
  const { decidedBy, decidedByName, decisionId, signedInAt, lapsesAt, ...row } = aRawRow();
  return LedgerRow.parse({ ...row, pk: 'G#act_1', round: 0, verdict: 'allow', state, ...ATTRIBUTES[state], ...over });
}

export function aPerson(over: Over = {}): Person {
  return Person.parse({
    ...{ kind: 'person', personId: 'per_1', name: 'Pia', email: 'pia@countersign.example', role: 'member' },
    emailNotices: false,
    ...over,
  });
}

export function aBellEntry(over: Over = {}): BellEntry {
  return BellEntry.parse({
    ...{ kind: 'bell', personId: 'per_1', actionId: 'act_1', agentId: 'agt_1', agentName: 'Billing', round: 1 },
    ...{ summary: 'Email to dana@customer.example: Invoice', since: at(0), toldAt: at(0) },
    ...over,
  });
}

export function aMessage(over: Over = {}): Message {
  return Message.parse({
    ...{ kind: 'message', conversationId: 'cnv_1', agentId: 'agt_1', seq: 1, direction: 'in', at: at(0) },
    ...over,
  });
}

export function anHttpEvent(over: Over = {}): APIGatewayProxyEventV2 {
  return {
    ...{ version: '2.0', routeKey: 'POST /things', rawPath: '/things', rawQueryString: '', headers: {} },
    ...{ isBase64Encoded: false, requestContext: { requestId: 'req-1' } },
    ...over,
  } as unknown as APIGatewayProxyEventV2;
}

function withoutUndefined(record: Over): Over {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
