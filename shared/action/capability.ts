import * as z from 'zod';

/** The things an agent may do; `use_tool` is every tool that a builder added, whichever its name. */
export const Capability = z.enum(['send_email', 'send_sms', 'make_call', 'http_request', 'use_tool']);
export type Capability = z.infer<typeof Capability>;
