import { domainToASCII } from 'node:url';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Capability } from '../action/capability.ts';
import type { ReadMode, WorkTable } from '../tables.ts';
import { Held } from './held.ts';

/** A capability that is not named is left to who is nearer to the agent: its team, then its own settings. */
export const Toggles = z.partialRecord(Capability, z.enum(['on', 'off'])).default({});

/** Item `WORKSPACE` / `SETTINGS` of *work*: all that gate and executors read of workspace and teams, in one read. */
export const WorkspaceSettings = z.object({
  kind: z.literal('settings'),
  /** While on, no approved action of any agent runs; all of them wait. */
  hold: z.boolean(),
  held: Held.optional(),
  /** Capabilities that are off for every agent, or on. */
  capabilities: Toggles,
  /** The same for the agents of one team, by team id. */
  teams: z.record(z.string(), z.object({ capabilities: Toggles })).default({}),
  /** Domains of the email addresses that may be invited; empty: any. */
  allowedDomains: z.array(z.string()).default([]),
  /** Whether notice emails may show what would be done. */
  emailContent: z.boolean().default(false),
  /** Whoever was told of an approval that still waits after so many hours is told again; without it never. */
  remindAfterHours: z.number().int().min(1).max(720).optional(),
  /** +1 on every change by a person. */
  version: z.number().int().positive().default(1),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

/** A domain of email addresses, as it is compared: in ASCII, lower case. */
const Domain = z
  .string()
  .max(253)
  .transform((domain) => domainToASCII(domain.trim().toLowerCase()))
  .refine((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain), 'This is no domain.');

/** As admins change it; `version` is the one that they were shown. Hold has a route of its own, and so have teams. */
export const SettingsChange = z.strictObject({
  capabilities: Toggles,
  allowedDomains: z.array(Domain).max(50),
  emailContent: z.boolean(),
  remindAfterHours: WorkspaceSettings.shape.remindAfterHours.unwrap().nullable(),
  version: z.number().int().positive(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

export const settingsKey = { pk: 'WORKSPACE', sk: 'SETTINGS' };

/**
 * Consistently, unless asked otherwise: it is read right before a claim. A workspace without the item was not set up: that
 * holds everything.
 */
export async function readSettings(
  { client, work }: WorkTable,
  mode: ReadMode = 'consistent',
): Promise<WorkspaceSettings> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: settingsKey, ConsistentRead: mode === 'consistent' }),
  );
  return settingsOf(Item);
}

export function settingsOf(item: unknown): WorkspaceSettings {
  return WorkspaceSettings.parse(item ?? { kind: 'settings', hold: true });
}
