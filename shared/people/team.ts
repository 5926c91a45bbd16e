import * as z from 'zod';
import { DisplayName } from './invitation.ts';
import { Role } from './person.ts';

/** A team's toggles stand in the settings item that is read before every effect: many teams would make that read dear. */
export const MAX_TEAMS = 100;
export const MAX_TEAM_MEMBERS = 500;

/** Item `TEAM#<id>` / `PROFILE` of *work*. */
export const Team = z.object({
  kind: z.literal('team'),
  teamId: z.string(),
  name: z.string(),
  /** Agents that belong to it: with some, it cannot be deleted. */
  agents: z.number().int().nonnegative(),
  members: z.number().int().nonnegative(),
});
export type Team = z.infer<typeof Team>;

/** Item `TEAM#<id>` / `MEMBER#<person>` of *work*; the person's own item has the role too. */
export const TeamMember = z.object({ kind: z.literal('member'), teamId: z.string(), personId: z.string(), role: Role });
export type TeamMember = z.infer<typeof TeamMember>;

export const TeamName = z.strictObject({ name: DisplayName });
export const MemberRole = z.strictObject({ role: Role });
