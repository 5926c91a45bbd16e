import * as z from 'zod';
import type { Action } from '../action/action.ts';
import type { Edit } from '../action/action-edit-table.ts';
import { type Content, openContent, readContent, sealContent, summarise } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import { AppError } from '../errors.ts';
import { bringsFilesIn } from '../files/brings-files-in.ts';
import type { Toggled } from '../guardrail/inherit.ts';
import { judgeLasting } from '../guardrail/judge.ts';
import { invalidRequest } from '../invalid-request.ts';
import { type Click, deciderOf } from './decision-row.ts';

/** Bytes of what the agent proposed and of what a person made of it: the table takes 400 KB an item. */
const MAX_BOTH = 380_000;

type Rules = { agent: Agent; settings: Toggled; systemSender: string };

/**
 * What a person's edit makes of an action: read and judged as if the agent had asked for it. Refuses with
 * INVALID_REQUEST what cannot be read or brings a file in, with TOO_LARGE what the table could not hold beside what was
 * proposed, and with EDIT_BLOCKED what the rules block or what leads elsewhere than was shown: a person's approval does
 * not reach further than the guardrail lets people go.
 */
export function prepareEdit(
  action: Action,
  { agent, settings, systemSender }: Rules,
  input: unknown,
  click: Click,
): Edit {
  const content = readEdited(action, agent, input);
  if (bringsFilesIn(content, [action.content, action.proposed ?? action.content])) throw invalidRequest(NO_NEW_FILES);
  const judgement = judgeLasting(agent, content, { tainted: action.tainted, systemSender, settings, now: click.now });
  if (movesTool(action, content)) throw new AppError('EDIT_BLOCKED', { rule: 'tool_changed' });
  if (judgement.verdict === 'block') throw new AppError('EDIT_BLOCKED', { rule: judgement.rule });
  const { canonical, hash } = sealContent(action.agentId, content);
  const limitBytes = MAX_BOTH - Buffer.byteLength(action.proposed ?? action.content);
  if (Buffer.byteLength(canonical) > limitBytes) throw new AppError('TOO_LARGE', { limitBytes });
  const { decidedBy, decidedByName, decidedAt, decisionId } = deciderOf(click);
  const edited = { by: decidedBy, byName: decidedByName, at: decidedAt, decisionId };
  return { content: canonical, hash, summary: summarise(content), judgement, edited };
}

const NO_NEW_FILES = [
  { path: ['edited', 'attachments'], message: 'An edit can take attachments away; it cannot bring one in.' },
];

/** Where a tool leads comes from the settings of now: an edit must not bring it to where nobody was shown. */
function movesTool({ capability, content }: Action, edited: Content): boolean {
  if (edited.capability !== 'use_tool') return false;
  try {
    const shown = openContent(capability, content);
    return shown.capability !== 'use_tool' || shown.input.target !== edited.input.target;
  } catch {
    return true;
  }
}

function readEdited({ capability }: Action, { capabilities }: Agent, input: unknown): Content {
  try {
    return readContent(capability, input, capabilities.tools);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw invalidRequest(error.issues, ['edited']);
  }
}
