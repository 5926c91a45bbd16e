import * as z from 'zod';
import type { Action } from '../action/action.ts';
import type { Edit } from '../action/action-edit-table.ts';
import { type Content, readContent, sealContent, summarise } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import { AppError } from '../errors.ts';
import { judge } from '../guardrail/judge.ts';
import { type Click, deciderOf } from './decision-row.ts';

/**
 * What a person's edit makes of an action: read and judged as if the agent had asked for it. Refuses with
 * INVALID_REQUEST what cannot be read, and with EDIT_BLOCKED what the rules block: a person's approval does not reach
 * further than the guardrail lets people go.
 */
export function prepareEdit(action: Action, agent: Agent, input: unknown, click: Click): Edit {
  const content = readEdited(action, input);
  const judgement = judge(agent, content, { tainted: action.tainted });
  if (judgement.verdict === 'block') throw new AppError('EDIT_BLOCKED', { rule: judgement.rule });
  const { canonical, hash } = sealContent(action.agentId, content);
  const { decidedBy, decidedByName, decidedAt, decisionId } = deciderOf(click);
  const edited = { by: decidedBy, byName: decidedByName, at: decidedAt, decisionId };
  return { content: canonical, hash, summary: summarise(content), judgement, edited };
}

function readEdited({ capability }: Action, input: unknown): Content {
  try {
    return readContent(capability, input);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const errors = error.issues.map(({ path, message }) => ({ path: ['edited', ...path].join('.'), message }));
    throw new AppError('INVALID_REQUEST', { errors });
  }
}
