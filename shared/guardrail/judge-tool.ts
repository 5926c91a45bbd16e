import { fitsSchema, type ToolInput } from '../action/tool-content.ts';
import type { Judgement, Reason } from './guardrail.ts';
import type { RunContext } from './judge-recipients.ts';
import { type ToolSettings, targetOf } from './tool-settings.ts';

/**
 * Judges a call of a custom tool: asked about unless its settings say that it may run. Fails closed: a tool that is
 * unknown, off, no longer where the call was to go, or no longer takes this input is blocked.
 */
export function judgeTool(tools: readonly ToolSettings[], call: ToolInput, context: RunContext): Judgement {
  const settings = tools.find(({ name }) => name === call.tool);
  if (!settings) return only({ rule: 'unknown_capability', verdict: 'block' });
  if (!settings.enabled) return only({ rule: 'capability_off', verdict: 'block' });
  if (targetOf(settings) !== call.target) return only({ rule: 'tool_changed', verdict: 'block', field: 'target' });
  if (!fitsSchema(settings, call)) return only({ rule: 'unreadable_recipient', verdict: 'block', field: 'input' });
  if (settings.requireApproval) return only({ rule: 'ask_always', verdict: 'ask' });
  if (context.tainted) return only({ rule: 'untrusted_run', verdict: 'ask' });
  return only({ rule: 'no_approval_needed', verdict: 'allow' });
}

function only(reason: Reason): Judgement {
  return { verdict: reason.verdict, rule: reason.rule, reasons: [reason] };
}
