import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { setAttributes } from '../set-attributes.ts';
import type { WorkTable } from '../tables.ts';
import { readSettings, type SettingsChange, settingsKey, type WorkspaceSettings } from './settings.ts';

/** Attributes of the settings that people change here: hold has a function of its own. */
export const SETTINGS_ATTRIBUTES = [
  ...['capabilities', 'allowedDomains', 'emailContent', 'remindAfterHours', 'version'],
] as const;

/** On the version that the admin was shown: of two who change it at once, one is told to look again. */
export async function changeSettings(tables: WorkTable, personId: string, change: SettingsChange) {
  const { version, remindAfterHours, ...rest } = change;
  const set = { ...rest, remindAfterHours: remindAfterHours ?? undefined };
  await write(tables, personId, version, set);
  return readSettings(tables);
}

/** The toggles of one team. Read first, and written as read but for that team: the version says if somebody was faster. */
export async function changeTeamToggles(
  tables: WorkTable,
  personId: string,
  teamId: string,
  { capabilities, settingsVersion }: { capabilities: WorkspaceSettings['capabilities']; settingsVersion: number },
) {
  const { teams, version } = await readSettings(tables);
  if (version !== settingsVersion) throw new AppError('VERSION_CONFLICT', { version });
  await write(tables, personId, version, { teams: { ...teams, [teamId]: { capabilities } } });
  return { capabilities, settingsVersion: version + 1 };
}

async function write({ client, work }: WorkTable, personId: string, seen: number, set: Record<string, unknown>) {
  const update = setAttributes({ ...set, version: seen + 1 });
  try {
    await client.send(
      new UpdateCommand({
        ...{ TableName: work, Key: settingsKey, ...update, ConditionExpression: '#version = :seen' },
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':seen': seen },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new AppError('VERSION_CONFLICT');
    throw error;
  }
  log.info('workspace settings changed', { personId, version: seen + 1 });
}

export function viewSettings({ kind, ...settings }: WorkspaceSettings) {
  return settings;
}
