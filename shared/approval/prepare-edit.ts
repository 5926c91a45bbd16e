import * as z from 'zod';
import type { Action } from '../action/action.ts';
import type { Edit } from '../action/action-edit-table.ts';
import { type Content, readContent, sealContent, summarise } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import { AppError } from '../errors.ts';
import { judge } from '../guardrail/judge.ts';
import { type Click, deciderOf } from './decision-row.ts';

/** Bytes of what the agent proposed and of what a person made of it: the table takes 400 KB an item. */
const MAX_BOTH = 380_000;

/**
 * What a person's edit makes of an action: read and judged as if the agent had asked for it. Refuses with
 * INVALID_REQUEST what cannot be read, with TOO_LARGE what the table could not hold beside what was proposed, and with
 * EDIT_BLOCKED what the rules block: a person's approval does not reach further than the guardrail lets people go.
 */
export function prepareEdit(action: Action, agent: Agent, input: unknown, click: Click): Edit {
  const content = readEdited(action, agent, input);
  const judgement = judge(agent, content, { tainted: action.tainted });
  if (judgement.verdict === 'block') throw new AppError('EDIT_BLOCKED', { rule: judgement.rule });
  const { canonical, hash } = sealContent(action.agentId, content);
  const limitBytes = MAX_BOTH - Buffer.byteLength(action.proposed ?? action.content);
  if (Buffer.byteLength(canonical) > limitBytes) throw new AppError('TOO_LARGE', { limitBytes });
  const { decidedBy, decidedByName, decidedAt, decisionId } = deciderOf(click);
  const edited = { by: decidedBy, byName: decidedByName, at: decidedAt, decisionId };
  return { content: canonical, hash, summary: summarise(content), judgement, edited };
}

function readEdited({ capability }: Action, { capabilities }: Agent, input: unknown): Content {
  try {
    return readContent(capability, input, capabilities.tools);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const errors = error.issues.map(({ path, message }) => ({ path: ['edited', ...path].join('.'), message }));
    throw new AppError('INVALID_REQUEST', { errors });
  }
}
