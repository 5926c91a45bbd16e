import type { Agent } from '../agent/agent.ts';
import { NEW_AGENT_EMAIL } from './guardrail.ts';
import { NEW_AGENT_HTTP } from './http-settings.ts';
import { NEW_AGENT_PHONE } from './phone-settings.ts';

/** What a capability is set to when nobody has set it up: it asks before everything. A tool has to be set up. */
export const NEW_AGENT = {
  send_email: NEW_AGENT_EMAIL,
  send_sms: NEW_AGENT_PHONE,
  make_call: NEW_AGENT_PHONE,
  http_request: NEW_AGENT_HTTP,
} as const satisfies Required<Omit<Agent['capabilities'], 'tools'>>;
