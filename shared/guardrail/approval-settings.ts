import * as z from 'zod';
import { Hours } from './hours.ts';
import { Limits } from './limits.ts';

/** What the settings of every capability say of its approvals. */
export const approvalSettings = {
  /** Whether "notify agent" is ticked when an approver opens the card. */
  notifyAgentDefault: z.boolean().default(false),
  /** How many people must approve one action: with 2, another person than the first. */
  approversNeeded: z.union([z.literal(1), z.literal(2)]).default(1),
  /** Who lets something run must have signed in within the last minutes. */
  stepUp: z.boolean().optional(),
  /** Whoever's chat asked for it cannot be the one who lets it run. */
  requesterMayNotDecide: z.boolean().optional(),
};

/** When and how often every capability may be used. Without them: always. */
export const usageSettings = { hours: Hours.optional(), limits: Limits.optional() };
