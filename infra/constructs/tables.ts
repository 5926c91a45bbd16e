import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { EDIT_ATTRIBUTES, PENDING_LIST_ATTRIBUTES, PROJECTION_ATTRIBUTES } from '#shared/action/action.ts';
import { AGENT_DIRECTORY_ATTRIBUTES, GRANT_ATTRIBUTES } from '#shared/agent/agent-items.ts';
import { CAPABILITY_ATTRIBUTES } from '#shared/agent/agent-version-table.ts';
import { DECISION_UPDATE_ATTRIBUTES, EXECUTION_ATTRIBUTES } from '#shared/ledger/writable-attributes.ts';
import { COUNT_ATTRIBUTES } from '#shared/limit/limit-table.ts';
import { MEMBERSHIP_ATTRIBUTES } from '#shared/people/members.ts';
import { PERSON_DIRECTORY_ATTRIBUTES } from '#shared/people/person-items.ts';
import { PREFERENCE_ATTRIBUTES } from '#shared/people/preferences-table.ts';
import { TEAM_DIRECTORY_ATTRIBUTES } from '#shared/people/teams.ts';
import { SETTINGS_ATTRIBUTES } from '#shared/workspace/change-settings.ts';
import { FlowTable } from './flow-table.ts';

/** All that an executor or the sweep may name in an update of a ledger row: its keys, and its execution. */
export const executionAttributes = ['pk', 'round', ...EXECUTION_ATTRIBUTES];

/** All that the decide function may name in an update: what is added to a decision, and never the decision itself. */
export const decisionUpdateAttributes = ['pk', 'round', ...DECISION_UPDATE_ATTRIBUTES];

/** All that may be named by the two who show the ledger's state on an action, Publish and Sweep: never its content. */
export const projectionAttributes = ['pk', 'sk', ...PROJECTION_ATTRIBUTES];

/** All that may be named by who edits: the content, on the condition of what the action shows (`pv`), and never its state. */
export const editAttributes = ['pk', 'sk', 'pv', ...EDIT_ATTRIBUTES];

/** All that who changes settings may name of an agent: not who has access, nor its hold. */
export const capabilityAttributes = [...CAPABILITY_ATTRIBUTES];

/** All that the gate may name of a count. */
export const countAttributes = [...COUNT_ATTRIBUTES];

/** All that Notify may name of an action: that its people were told, so that the sweep need not look. */
export const questionAttributes = ['pk', 'sk', 'round', 'dueShard', 'dueAt'];

/** All that may be named of a person by who writes how they are told. */
export const preferenceAttributes = ['pk', 'sk', ...PREFERENCE_ATTRIBUTES];

/** All that may be named of a bell entry by who marks it as read. */
export const readAttributes = ['pk', 'sk', 'readAt', 'dueShard', 'dueAt'];
/** All that who changes agents may name in the workspace's directory, where its settings lie too. */
export const agentDirectoryAttributes = ['pk', 'sk', ...AGENT_DIRECTORY_ATTRIBUTES];

/** All that who changes people may name there, and who changes teams. */
export const personDirectoryAttributes = ['pk', 'sk', ...PERSON_DIRECTORY_ATTRIBUTES];
export const teamDirectoryAttributes = ['pk', 'sk', ...TEAM_DIRECTORY_ATTRIBUTES];

/** All that may be named of the workspace's settings by who changes them: never hold. */
export const settingsAttributes = ['pk', 'sk', ...SETTINGS_ATTRIBUTES];

/** All that may be named of an agent by who takes a removed person out of it. */
export const accessAttributes = ['pk', 'sk', 'access', 'version', 'deletedAt'];

/** All that who changes teams may name of people's items: their roles in teams. */
export const membershipAttributes = ['pk', 'sk', ...MEMBERSHIP_ATTRIBUTES];

/** All that who changes agents may name of people's items: their levels, and never a role. */
export const grantAttributes = ['pk', 'sk', ...GRANT_ATTRIBUTES];

/** The two tables. Lists of open work are sparse indexes: a row is in one only while somebody has to do something. */
export class Tables extends Construct {
  /** People, agents, triggers, conversations, actions, notifications. */
  readonly work: FlowTable;
  /** Decisions and their execution. */
  readonly ledger: FlowTable;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.work = new FlowTable(this, 'Work', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    });
    this.ledger = new FlowTable(this, 'Ledger', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'round', type: AttributeType.NUMBER },
    });
    this.work.table.addGlobalSecondaryIndex({
      indexName: 'pending',
      partitionKey: { name: 'pendingOf', type: AttributeType.STRING },
      sortKey: { name: 'pendingAt', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...PENDING_LIST_ATTRIBUTES],
    });
    this.work.table.addGlobalSecondaryIndex({
      indexName: 'history',
      partitionKey: { name: 'historyOf', type: AttributeType.STRING },
      sortKey: { name: 'historyAt', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    for (const { table } of [this.work, this.ledger]) {
      table.addGlobalSecondaryIndex({
        indexName: 'due',
        partitionKey: { name: 'dueShard', type: AttributeType.STRING },
        sortKey: { name: 'dueAt', type: AttributeType.STRING },
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
  }

  get env(): { WORK_TABLE: string; LEDGER_TABLE: string } {
    return { WORK_TABLE: this.work.name, LEDGER_TABLE: this.ledger.name };
  }
}
