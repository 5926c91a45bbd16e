import { dueShard, pendingOf } from '../../../shared/action/action.ts';
import type { Capability } from '../../../shared/action/capability.ts';
import { readContent, sealContent } from '../../../shared/action/content.ts';
import { derivedId } from '../../../shared/ids.ts';
import { KEY_LIFE_SECONDS } from './provider.ts';
import type { Item, Known, Letter, Verdict } from './state.ts';

export const AGENT_ID = 'agt_sim';
export const RUN_ID = 'run_sim';
const TOOL = {
  ...{ name: 'refund', description: 'Refunds.', enabled: true, requireApproval: true, notifyAgentDefault: false },
  inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
  target: { kind: 'lambda', functionName: 'countersign-tool-refund' },
  idempotent: { keyLifeSeconds: KEY_LIFE_SECONDS },
};

/** What an agent asks for: an email, or a call of a tool that knows keys. */
export function inputOf(capability: Capability, letter: Letter): Item {
  const text = `content ${letter}`;
  return capability === 'send_email'
    ? { to: ['dana@customer.example'], subject: text, text }
    : { tool: TOOL.name, input: { text } };
}

/** The agent's settings: what each of its two capabilities may do, and how many people must agree. */
export function capabilitiesOf(verdicts: readonly Verdict[], two: boolean): Item {
  const approversNeeded = two ? 2 : 1;
  const [email, tool] = verdicts;
  return {
    send_email: {
      ...{ enabled: email !== 'block', notifyAgentDefault: false, approversNeeded },
      guardrail: { restrict: false, askAlways: email === 'ask' },
    },
    tools: [{ ...TOOL, enabled: tool !== 'block', requireApproval: tool === 'ask', approversNeeded }],
  };
}

const SEALED = new Map<string, ReturnType<typeof sealContent>>();

export function sealed({ capability }: Pick<Known, 'capability'>, letter: Letter) {
  const id = `${capability} ${letter}`;
  const known =
    SEALED.get(id) ?? sealContent(AGENT_ID, readContent(capability, inputOf(capability, letter), [TOOL as never]));
  SEALED.set(id, known);
  return known;
}

/**
 * The two actions of every run. Their tool calls are named so that the first one comes first on every list that is
 * kept in shards: a run must be the same when it is played again.
 */
export const ACTIONS: readonly (Known & { toolCallId: string })[] = [find(0, 'send_email'), find(1, 'use_tool')];

function find(action: number, capability: Capability): Known & { toolCallId: string } {
  for (let n = 0; ; n++) {
    const toolCallId = `call_${n}`;
    const actionId = derivedId('act', RUN_ID, toolCallId);
    if (dueShard(actionId) === `due#${action}`) return { action, actionId, capability, toolCallId };
  }
}

/** The shards that hold something of a world. */
export const SHARDS: ReadonlySet<string> = new Set(
  ACTIONS.flatMap(({ actionId }) => [dueShard(actionId), pendingOf(AGENT_ID, actionId)]),
);
