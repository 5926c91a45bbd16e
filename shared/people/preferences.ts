import * as z from 'zod';

const Id = z.string().regex(/^[\x21-\x7e]{1,100}$/, 'This is no id.');

/** Who is told in a person's place for a period: from `from` on, and before `until`. */
export const StandIn = z.strictObject({ personId: Id, from: z.iso.datetime(), until: z.iso.datetime() });
export type StandIn = z.infer<typeof StandIn>;

const MAX_MUTED = 200;

/** How a person wants to be told: as they change it, all of it at once. */
export const Preferences = z.strictObject({
  /** Whether an email follows a bell entry. */
  emailNotices: z.boolean(),
  /** Ids of agents that they are not told of; whoever else answers for those agents is. */
  mutedAgents: z.array(Id).max(MAX_MUTED),
  /** Out of office: who is told instead. */
  standIn: StandIn.refine(({ from, until }) => from < until, {
    message: 'It must end after it begins.',
    path: ['until'],
  }).nullable(),
});
export type Preferences = z.infer<typeof Preferences>;
