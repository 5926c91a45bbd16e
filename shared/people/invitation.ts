import * as z from 'zod';
import { Role } from './person.ts';

/** As it is shown to others: one line, and nothing that hides in it. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'Use one line, without control or invisible characters.');

/** Id of a person, an agent or a team, as it stands in a key. */
export const Id = z.string().regex(/^[\x21-\x7e]{1,100}$/, 'This is no id.');

/** Roles in teams, by team id; few enough for one transaction. */
export const MAX_TEAMS_OF_PERSON = 20;
const Teams = z
  .record(Id, Role)
  .refine(
    (teams) => Object.keys(teams).length <= MAX_TEAMS_OF_PERSON,
    `A person can be in ${MAX_TEAMS_OF_PERSON} teams.`,
  );

export const Invitation = z.strictObject({
  email: z
    .email()
    .max(254)
    .transform((email) => email.toLowerCase()),
  name: DisplayName,
  role: Role,
  teams: Teams.default({}),
});
export type Invitation = z.infer<typeof Invitation>;

export const RoleChange = z.strictObject({ role: Role });

/** Who sets up a workspace says what they are called; who they are, their sign-in says. */
export const Founding = z.strictObject({ name: DisplayName });
