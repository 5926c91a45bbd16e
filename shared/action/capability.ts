import * as z from 'zod';

/** The things an agent may do. */
export const Capability = z.enum(['send_email']);
export type Capability = z.infer<typeof Capability>;
