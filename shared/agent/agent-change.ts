import * as z from 'zod';
import { DisplayName, Id } from '../people/invitation.ts';
import { Agent } from './agent.ts';

/** Each named person costs writes of the one transaction that changes access, which takes 100 items. */
const MAX_NAMED_PEOPLE = 40;

const { instructions, model, paused, chatPersonDecides, defaultAccess } = Agent.shape;

const Version = z.number().int().positive();

export const NewAgent = z.strictObject({
  name: DisplayName,
  instructions: instructions.default(''),
  model: model.default({ provider: 'default' }),
  teamId: Id.optional(),
});
export type NewAgent = z.infer<typeof NewAgent>;

/** The whole of it, as its page shows it. `version` is the one that was shown: what somebody changed meanwhile is not overwritten. */
export const AgentChange = z.strictObject({
  name: DisplayName,
  instructions,
  model,
  /** Null: it is the whole workspace's. Only owners move it. */
  teamId: Id.nullable(),
  paused: paused.unwrap(),
  /** Only owners change who may decide. */
  chatPersonDecides: chatPersonDecides.unwrap(),
  /** Offered when an action of it is rejected; empty: the usual ones. */
  rejectReasons: z.array(z.string().trim().min(1).max(100)).max(10),
  version: Version,
});
export type AgentChange = z.infer<typeof AgentChange>;

export const AccessChange = z.strictObject({
  /** Level of each named person. It may name no owner: then admins look after it. */
  access: z
    .record(Id, Agent.shape.access.valueType)
    .refine((access) => Object.keys(access).length <= MAX_NAMED_PEOPLE, `Name at most ${MAX_NAMED_PEOPLE} people.`),
  defaultAccess,
  version: Version,
});
export type AccessChange = z.infer<typeof AccessChange>;
