import * as z from 'zod';
import { derivedId } from '../ids.ts';

/**
 * An action of an agent built elsewhere has no conversation stored here, but the id of one: all requests with the same
 * label belong together. The id says whether its agent wants to be called back, so that whoever has a ledger row knows it
 * without reading anything else.
 */
const CALLS_BACK = 'extcb_';
const ONLY_ASKED = 'ext_';

/** How all ids of such conversations begin, and no other. */
export const ELSEWHERE_PREFIX = 'ext';

export function elsewhereConversation(agentId: string, label: string, callsBack: boolean): string {
  return derivedId('cnv', agentId, label).replace(/^cnv_/, callsBack ? CALLS_BACK : ONLY_ASKED);
}

export function isElsewhere(conversationId: string): boolean {
  return wantsCallback(conversationId) || conversationId.startsWith(ONLY_ASKED);
}

export function wantsCallback(conversationId: string): boolean {
  return conversationId.startsWith(CALLS_BACK);
}

/** What an action keeps of a request from elsewhere, besides its content: shown to people, judged and executed by nobody. */
export const Elsewhere = z.object({
  keyId: z.string(),
  keyName: z.string(),
  /** What the agent calls the run or conversation that it asked in. */
  label: z.string().optional(),
  /** Why it asks, in its own words: not verified. */
  says: z.string().optional(),
});
export type Elsewhere = z.infer<typeof Elsewhere>;
