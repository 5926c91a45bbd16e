import * as z from 'zod';
import { type Content, readContent } from '#shared/action/content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { explain } from '#shared/guardrail/explain.ts';
import { nextOpening } from '#shared/guardrail/hours.ts';
import { capabilitiesOf, type Toggled } from '#shared/guardrail/inherit.ts';
import { judge } from '#shared/guardrail/judge.ts';
import { usageOf } from '#shared/guardrail/usage.ts';
import { invalidRequest } from '#shared/invalid-request.ts';
import { readDraft } from './read-draft.ts';

type Try = {
  action: Record<string, unknown>;
  settings?: Record<string, unknown> | undefined;
  tainted: boolean;
  at?: string | undefined;
};

/** Judges an example as the gate would, and says why in sentences. Pure: it counts, stores and sends nothing. */
export function tryAction(
  { now, systemSender }: { now: () => Date; systemSender: string },
  saved: Agent,
  toggled: Toggled,
  name: string,
  { action, settings, ...asked }: Try,
) {
  const { agent, capability } = readDraft(saved, name, settings);
  const content = read(() => readContent(capability, action, agent.capabilities.tools));
  const at = asked.at === undefined ? now() : new Date(asked.at);
  const judgement = judge(agent, content, { tainted: asked.tainted, systemSender, settings: toggled, now: at });
  return { ...explain(judgement), notes: notesOn(capabilitiesOf(agent, toggled), content, at) };
}

/** What a single try cannot show. */
function notesOn(capabilities: Agent['capabilities'], content: Content, at: Date): string[] {
  const { hours, limits } = usageOf(capabilities, content);
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
