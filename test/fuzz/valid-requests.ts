import { AGENT_SKETCHES } from './sketches/agent.ts';
import { APPROVAL_SKETCHES } from './sketches/approval.ts';
import { CAPABILITY_SKETCHES } from './sketches/capability.ts';
import { CONVERSATION_SKETCHES } from './sketches/conversation.ts';
import { ELSEWHERE_SKETCHES } from './sketches/elsewhere.ts';
import { PAGE_SKETCHES } from './sketches/page.ts';
import { PEOPLE_SKETCHES } from './sketches/people.ts';
import type { Sketches } from './sketches/sketch.ts';
import { TRIGGER_SKETCHES } from './sketches/trigger.ts';
import { WORKSPACE_SKETCHES } from './sketches/workspace.ts';

/** Every route of the stack, and what a right request to it looks like. A route that is missing here is not fuzzed: a test says so. */
export const SKETCHES: Sketches = {
  ...APPROVAL_SKETCHES,
  ...AGENT_SKETCHES,
  ...CAPABILITY_SKETCHES,
  ...CONVERSATION_SKETCHES,
  ...ELSEWHERE_SKETCHES,
  ...PAGE_SKETCHES,
  ...PEOPLE_SKETCHES,
  ...TRIGGER_SKETCHES,
  ...WORKSPACE_SKETCHES,
};
