import * as z from 'zod';
import { StandIn } from './preferences.ts';

/** In the workspace, and in each team. */
export const Role = z.enum(['admin', 'member', 'guest']);
export type Role = z.infer<typeof Role>;

/** Item `PERSON#<id>` / `PROFILE` of *work*; the id is the `sub` of the people pool. */
export const Person = z.object({
  kind: z.literal('person'),
  personId: z.string(),
  name: z.string().min(1),
  email: z.email(),
  role: Role,
  /** Role in each team that the person is in, by team id: here, so that rights on an agent take one read. */
  teams: z.record(z.string(), Role).default({}),
  /** Whether an email follows a bell entry. Off until the person turns it on. */
  emailNotices: z.boolean(),
  /** See `Preferences`. */
  mutedAgents: z.array(z.string()).default([]),
  standIn: StandIn.optional(),
});
export type Person = z.infer<typeof Person>;
