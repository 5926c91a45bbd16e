import * as z from 'zod';
import { type Content, readContent } from '#shared/action/content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { explain } from '#shared/guardrail/explain.ts';
import { withReason } from '#shared/guardrail/guardrail.ts';
import { nextOpening } from '#shared/guardrail/hours.ts';
import { capabilitiesOf, type Toggled } from '#shared/guardrail/inherit.ts';
import { judge } from '#shared/guardrail/judge.ts';
import { countersOf, type Limits } from '#shared/guardrail/limits.ts';
import { countedAs, recipientsOf, usageOf } from '#shared/guardrail/usage.ts';
import { invalidRequest } from '#shared/invalid-request.ts';
import { readUses } from '#shared/limit/limit-table.ts';
import type { WorkTable } from '#shared/tables.ts';
import { readDraft } from './read-draft.ts';

type Try = {
  action: Record<string, unknown>;
  settings?: Record<string, unknown> | undefined;
  tainted: boolean;
  at?: string | undefined;
};

/** Judges an example as the gate would, and says why in sentences. It looks at counts and takes no place in them, stores and sends nothing. */
export async function tryAction(
  { tables, now, systemSender }: { tables: WorkTable; now: () => Date; systemSender: string },
  saved: Agent,
  toggled: Toggled,
  name: string,
  { action, settings, ...asked }: Try,
) {
  const { agent, capability } = readDraft(saved, name, settings);
  const content = read(() => readContent(capability, action, agent.capabilities.tools));
  const at = asked.at === undefined ? now() : new Date(asked.at);
  const judgement = judge(agent, content, { tainted: asked.tainted, systemSender, settings: toggled, now: at });
  const { hours, limits } = usageOf(capabilitiesOf(agent, toggled), content);
  const used = limits ? await usedOf(tables, agent.agentId, limits, content, at) : [];
  const full = used.find(({ uses, counter }) => uses >= counter.most);
  const limited =
    limits && full && judgement.verdict !== 'block'
      ? withReason(judgement, { rule: full.counter.rule, verdict: limits.beyond })
      : judgement;
  return { ...explain(limited), notes: [...used.map(useInWords), ...notesOn({ hours, limits }, content, at)] };
}

type Used = Awaited<ReturnType<typeof readUses>>[number];

function usedOf(tables: WorkTable, agentId: string, limits: Limits, content: Content, at: Date): Promise<Used[]> {
  return readUses(tables, { agentId, countedAs: countedAs(content) }, countersOf(limits, recipientsOf(content), at));
}

const PERIODS = { limit_per_hour: 'this hour', limit_per_day: 'today', limit_per_recipient: 'today' } as const;

function useInWords({ uses, counter: { rule, most, recipient } }: Used): string {
  const whose = recipient === undefined ? '' : ` to ${recipient}`;
  const next = uses < most ? `this would be number ${uses + 1}` : 'none is left';
  return `Used ${PERIODS[rule]}${whose}: ${uses} of ${most}; ${next}.`;
}

/** What a single try cannot show. */
function notesOn({ hours, limits }: ReturnType<typeof usageOf>, content: Content, at: Date): string[] {
  const most = [
    ...(limits?.perHour ? [`${limits.perHour} an hour`] : []),
    ...(limits?.perDay ? [`${limits.perDay} a day`] : []),
    ...(limits?.perRecipientPerDay ? [`${limits.perRecipientPerDay} a day for each recipient`] : []),
  ];
  return [
    ...(limits ? [`Beyond ${most.join(', ')} it would ${limits.beyond} instead. This try was not counted.`] : []),
    ...(hours ? [`Its hours begin, or go on, at ${nextOpening(hours, at).toISOString()}.`] : []),
    ...(content.capability === 'send_email' && content.input.attachments?.length
      ? ['Whether its files are stored was not looked at.']
      : []),
    ...(content.capability === 'send_sms' || content.capability === 'make_call'
      ? ['Whether the phone service would take it was not asked.']
      : []),
  ];
}

function read(content: () => Content): Content {
  try {
    return content();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw invalidRequest(error.issues, ['action']);
  }
}
