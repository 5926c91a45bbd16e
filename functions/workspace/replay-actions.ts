import type { Action } from '#shared/action/action.ts';
import { readHistory } from '#shared/action/history-table.ts';
import type { Agent } from '#shared/agent/agent.ts';
import type { Toggled } from '#shared/guardrail/inherit.ts';
import { askedContent, replay, saidOf } from '#shared/guardrail/replay.ts';
import type { Replayed } from '#shared/routes/capability-routes.ts';
import type { WorkTable } from '#shared/tables.ts';
import { type Draft, readDraft } from './read-draft.ts';

const PAGE = 100;
/** Of all capabilities together; further back it is not looked. */
const MOST_LOOKED_AT = 1_000;

/** What the draft would have said of the last actions of a capability; first of what people did not want. */
export async function replayActions(
  { tables, now, systemSender }: { tables: WorkTable; now: () => Date; systemSender: string },
  saved: Agent,
  toggled: Toggled,
  name: string,
  { settings, last }: { settings?: Record<string, unknown> | undefined; last: number },
) {
  const draft = readDraft(saved, name, settings);
  const actions = await lastOf(tables, draft, last, now());
  const judged = replay(draft.agent, { toggled, systemSender }, actions).map(({ action, judgement }): Replayed => {
    const { actionId, createdAt, summary, state, judgement: was } = action;
    const person = saidOf(action);
    const contradicts = judgement.verdict === 'allow' && person !== undefined && person !== 'approved';
    return {
      ...{ actionId, createdAt, summary, state, was: was.verdict, ...(person ? { person } : {}) },
      ...{ verdict: judgement.verdict, rule: judgement.rule, contradicts },
    };
  });
  const count = (verdict: Replayed['verdict']) => judged.filter((one) => one.verdict === verdict).length;
  const contradicting = judged.filter(({ contradicts }) => contradicts);
  return {
    judged: judged.length,
    counts: { allow: count('allow'), ask: count('ask'), block: count('block') },
    contradictions: contradicting.length,
    actions: [...contradicting, ...judged.filter(({ contradicts }) => !contradicts)],
  };
}

async function lastOf(
  tables: WorkTable,
  { agent, capability, tool }: Draft,
  last: number,
  now: Date,
): Promise<Action[]> {
  const found: Action[] = [];
  let before = now.toISOString();
  for (let looked = 0; looked < MOST_LOOKED_AT && found.length < last; looked += PAGE) {
    const { actions, next } = await readHistory(tables, agent.agentId, { limit: PAGE, before });
    found.push(...actions.filter((action) => action.capability === capability && isOf(action, tool)));
    if (!next) break;
    before = next;
  }
  return found.slice(0, last);
}

function isOf(action: Action, tool: string | undefined): boolean {
  if (tool === undefined) return true;
  const content = askedContent(action);
  return content?.capability === 'use_tool' && content.input.tool === tool;
}
