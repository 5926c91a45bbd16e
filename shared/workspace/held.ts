import * as z from 'zod';

/** Who put an agent or the workspace on hold, and when. Not known of what was held before this was kept. */
export const Held = z.object({ by: z.string(), byName: z.string(), at: z.iso.datetime() });
export type Held = z.infer<typeof Held>;
