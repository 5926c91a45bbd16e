import { describe, expect, it } from 'vitest';
import {
  allStatements,
  attributes,
  EXECUTORS,
  grantsByFunction,
  identityStatements,
  leadingKeys,
} from './statements.ts';
import { ofType, referencesIn, resourcesOf, synthesizedTemplate } from './synthesized.ts';

const resources = resourcesOf(synthesizedTemplate());
const granted = identityStatements(resources);
const byFunction = grantsByFunction(resources);
const holdersOf = (action: string) =>
  Object.keys(byFunction).filter((name) => byFunction[name]?.some(({ actions }) => actions.includes(action)));

describe('roles', () => {
  it('are one for each function, with nothing from a managed policy', () => {
    const roles = ofType(resources, 'AWS::Lambda::Function').flatMap(([, { Role }]) => referencesIn(Role));
    expect(new Set(roles).size).toBe(roles.length);
    for (const [, role] of ofType(resources, 'AWS::IAM::Role')) expect(role.ManagedPolicyArns).toBeUndefined();
  });

  it('name every action: no wildcard, no PartiQL, no delete; a scan only of what waits, by who may query all of it', () => {
    const actions = granted.flatMap((statement) => statement.actions);
    expect(actions.length).toBeGreaterThan(50);
    const wide = actions.filter((action) => /\*|Scan|PartiQL|Delete|BatchWrite/.test(action));
    expect([...new Set(wide)].sort()).toEqual([
      'cognito-idp:AdminDeleteUser',
      'dynamodb:DeleteItem',
      'dynamodb:Scan',
      'events:DeleteRule',
      'scheduler:DeleteSchedule',
    ]);
    const scans = byFunction.ListApprovals?.filter(({ actions: some }) => some.includes('dynamodb:Scan'));
    expect(holdersOf('dynamodb:Scan')).toEqual(['ListApprovals']);
    expect(scans?.map(({ resource }) => JSON.stringify(resource))).toEqual([expect.stringContaining('/index/pending')]);
  });

  it('name every resource, but for the one action that knows none', () => {
    const anywhere = granted.filter(({ resource }) => resource === '*');
    expect(anywhere.flatMap(({ actions }) => actions)).toEqual(['dynamodb:ListStreams', 'dynamodb:ListStreams']);
  });

  it('reach what the workspace adds later by a prefix, where nothing of the stack is', () => {
    const byPrefix = Object.entries(byFunction).flatMap(([name, statements]) =>
      statements
        .filter(({ resource }) => resource !== '*' && JSON.stringify(resource).includes('*'))
        .map(({ actions, resource }) => [
          name,
          ...actions,
          JSON.stringify(resource).match(
            /[\w/-]+:[\w/-]+\*|\/agents\/\*(\/inbound\/\*)?|foundation-model\/\*|\/[\w-]+[/_-]\*/,
          )?.[0],
        ]),
    );
    expect(byPrefix.sort()).toEqual([
      ['AgentRun', 'bedrock:InvokeModel', 'foundation-model/*'],
      ['AgentRun', 's3:GetObjectVersion', '/agents/*'],
      ['AgentRun', 'secretsmanager:GetSecretValue', 'secret:countersign/model/*'],
      ['Agents', 'events:DeleteRule', 'events:RemoveTargets', '/countersign-trigger-*'],
      ['Agents', 'scheduler:DeleteSchedule', '/trg_*'],
      ['EmailExecutor', 's3:GetObjectVersion', '/agents/*'],
      ['EmailIn', 's3:GetObject', '/inbound/*'],
      ['EmailIn', 's3:PutObject', '/agents/*/inbound/*'],
      ['HttpExecutor', 'secretsmanager:GetSecretValue', 'secret:countersign/http/*'],
      ['Mcp', 's3:GetObjectVersion', '/agents/*'],
      ['RequestAction', 's3:GetObjectVersion', '/agents/*'],
      ['ToolExecutor', 'lambda:InvokeFunction', 'function:countersign-tool-*'],
      ['ToolExecutor', 'secretsmanager:GetSecretValue', 'secret:countersign/tool/*'],
      ['Triggers', 'events:DeleteRule', 'events:PutRule', 'events:RemoveTargets', '/countersign-trigger-*'],
      ['Triggers', 'events:PutTargets', '/countersign-trigger-*'],
      ['Triggers', 'scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule', '/trg_*'],
    ]);
    const ids = ofType(resources, 'AWS::Lambda::Function').map(([id]) => id);
    // AWS names a function after the stack and its logical id, with a capital C.
    expect(ids.filter((id) => `Countersign-${id}`.startsWith('countersign-tool-'))).toEqual([]);
  });

  it('text and call by one function each', () => {
    expect(holdersOf('sms-voice:SendTextMessage')).toEqual(['SmsExecutor']);
    expect(holdersOf('sms-voice:SendVoiceMessage')).toEqual(['CallExecutor']);
  });

  it('give no executor the effect of another one', () => {
    const effects = (name: string) =>
      (byFunction[name] ?? [])
        .flatMap(({ actions }) => actions)
        .filter((action) => !/^(dynamodb|logs|sqs):/.test(action));
    expect(Object.fromEntries(EXECUTORS.map((name) => [name, effects(name).sort()]))).toEqual({
      CallExecutor: ['sms-voice:SendVoiceMessage'],
      EmailExecutor: ['s3:GetObjectVersion', 'ses:SendEmail'],
      HttpExecutor: ['secretsmanager:GetSecretValue'],
      SmsExecutor: ['sms-voice:SendTextMessage'],
      ToolExecutor: ['lambda:InvokeFunction', 'secretsmanager:GetSecretValue'],
    });
  });

  it('send mail only with the right sender', () => {
    expect(holdersOf('ses:SendEmail')).toEqual(['EmailExecutor', 'Notify']);
    const sender = (name: string) =>
      byFunction[name]?.find(({ actions }) => actions.includes('ses:SendEmail'))?.conditions;
    expect(sender('EmailExecutor')).toEqual({ StringEquals: { 'ses:FromAddress': 'agents@agents.acme.example' } });
    expect(sender('Notify')).toEqual({ StringEquals: { 'ses:FromAddress': 'approvals@acme.example' } });
  });

  it('judge or send emails of agents knowing the system’s own sender, which none may look like', () => {
    const knowing = ofType(resources, 'AWS::Lambda::Function')
      .filter(([, { Environment }]) =>
        JSON.stringify(Environment ?? {}).includes('"SYSTEM_SENDER":"approvals@acme.example"'),
      )
      .map(([id]) => id);
    expect(knowing.sort()).toEqual([
      'AgentRun',
      'Decide',
      'EmailExecutor',
      'EmailIn',
      'Mcp',
      'Notify',
      'Rehearse',
      'RequestAction',
    ]);
  });

  it('invoke an executor only to run an agent, to dispatch and to sweep', () => {
    expect(holdersOf('lambda:InvokeFunction').sort()).toEqual([
      ...['AgentRun', 'Dispatch', 'Mcp', 'RequestAction', 'Sweep', 'ToolExecutor'],
    ]);
    for (const name of ['AgentRun', 'Dispatch', 'Mcp', 'RequestAction', 'Sweep']) {
      const [statement, ...others] = (byFunction[name] ?? []).filter(({ actions }) =>
        actions.includes('lambda:InvokeFunction'),
      );
      expect(others).toEqual([]);
      expect(referencesIn(statement?.resource).sort()).toEqual(EXECUTORS);
    }
  });
});

/** What some functions may set of these and nothing else: hold, how a person is told, what an agent may do, that much of it waits. */
const SWITCHES = [
  'pk,sk,hold,held',
  'pk,sk,manyPending',
  'pk,sk,version,capabilities',
  'pk,sk,emailNotices',
  'pk,sk,emailNotices,mutedAgents,standIn',
];

describe('people, agents, triggers and the workspace itself', () => {
  it.each([
    ['PERSON#per_x', ['Agents', 'Found', 'Members', 'Teams']],
    ['AGENT#agt_x', ['Agents', 'Members']],
    ['VERSIONS#agt_x', ['Agents', 'ChangeCapabilities', 'Members']],
    ['WORKSPACE', ['Agents', 'Found', 'Members', 'Settings', 'Teams']],
    // Agents takes them away with an agent that is deleted.
    ['TRIGGER#trg_x', ['Agents', 'Triggers']],
    ['SECRET#trg_x', ['Agents', 'Triggers']],
    ['ADDRESS#x', ['Agents', 'Triggers']],
  ])('%s is written by nobody but %s', (key, allowed) => {
    const writers = Object.entries(byFunction).flatMap(([name, statements]) =>
      statements
        .filter(({ actions }) => actions.some((action) => /dynamodb:(Put|Update)Item/.test(action)))
        .filter(({ resource }) => referencesIn(resource).includes('TablesWork'))
        .filter((statement) => leadingKeys(statement)?.some((pattern) => covers(pattern, key)) ?? true)
        .filter((statement) => !SWITCHES.includes(attributes(statement)?.join() ?? 'all'))
        .map(() => name),
    );
    expect([...new Set(writers)].sort()).toEqual(allowed);
  });

  it.each([
    ['hold', ['Found', 'Hold']],
    ['held', ['Found', 'Hold']],
    ['capabilities', ['Found', 'Settings']],
    ['teams', ['Found', 'Teams']],
    ['emailContent', ['Found', 'Settings']],
    ['defaultAccess', ['Agents', 'Found']],
  ])('of the workspace, `%s` is written by nobody but %s', (attribute, allowed) => {
    const writers = Object.entries(byFunction).flatMap(([name, statements]) =>
      statements
        .filter(({ actions }) => actions.some((action) => /dynamodb:(Put|Update)Item/.test(action)))
        .filter(({ resource }) => referencesIn(resource).includes('TablesWork'))
        .filter((statement) => leadingKeys(statement)?.some((pattern) => covers(pattern, 'WORKSPACE')) ?? true)
        // A whole item may say anything; an update names what it sets.
        .filter((statement) => attributes(statement)?.includes(attribute) ?? true)
        .map(() => name),
    );
    expect([...new Set(writers)].sort()).toEqual(allowed);
  });

  it.each(['Publish', 'Sweep'])('%s shows the state of an action and may name nothing else of it', (name) => {
    const updates = (byFunction[name] ?? []).filter(
      ({ actions, resource }) =>
        actions.includes('dynamodb:UpdateItem') && referencesIn(resource).includes('TablesWork'),
    );
    expect(updates).toHaveLength(1);
    for (const update of updates) {
      expect(leadingKeys(update)).toEqual(['ACTION#*']);
      expect(attributes(update)).toContain('state');
      for (const content of ['content', 'hash', 'capability', 'agentId', 'judgement', 'tainted']) {
        expect(attributes(update)).not.toContain(content);
      }
    }
  });

  it.each([...EXECUTORS, 'Evidence', 'Resolve', 'Dispatch'])('%s leaves actions to the two that show them', (name) => {
    const grants = byFunction[name];
    const updates = grants?.filter(
      ({ actions, resource }) =>
        actions.includes('dynamodb:UpdateItem') && referencesIn(resource).includes('TablesWork'),
    );
    expect(updates).toEqual([]);
  });

  it('Decide may edit what waits, and may change neither its state nor whose it is', () => {
    const [update, ...others] = (byFunction.Decide ?? []).filter(
      ({ actions, resource }) =>
        actions.includes('dynamodb:UpdateItem') && referencesIn(resource).includes('TablesWork'),
    );
    expect(others).toEqual([]);
    const named = update && attributes(update);
    expect(named).toContain('content');
    for (const fixed of ['state', 'round', 'capability', 'agentId', 'tainted', 'conversationId', 'origin']) {
      expect(named).not.toContain(fixed);
    }
  });
});

describe('what a link of an email opens', () => {
  it.each(['Console', 'UnsubscribePage'])('%s can read and write nothing: programs open links too', (name) => {
    const granted = (byFunction[name] ?? []).flatMap(({ actions }) => actions);
    expect(granted.filter((action) => !/^(logs|xray):/.test(action))).toEqual([]);
  });
});

/** Whether keys of this pattern include the key; patterns here end in `*` or are whole keys. */
function covers(pattern: string, key: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}

describe('secrets of triggers', () => {
  it('are read by Webhook only, written by Triggers and taken away by Agents, which cannot read them', () => {
    const reaching = Object.entries(byFunction).flatMap(([name, statements]) =>
      statements
        .filter(({ resource, actions }) => touchesItems(actions) && referencesIn(resource).includes('TablesWork'))
        .filter((statement) => leadingKeys(statement)?.some(mayBeSecret) ?? !isIndex(statement.resource))
        .map(({ actions }) => [name, actions]),
    );
    expect(reaching).toEqual([
      ['Webhook', ['dynamodb:GetItem']],
      ['Triggers', ['dynamodb:PutItem']],
      ['Triggers', ['dynamodb:UpdateItem']],
      ['Agents', ['dynamodb:PutItem']],
    ]);
    const writing = [...(byFunction.Triggers ?? []), ...(byFunction.Agents ?? [])].filter((statement) =>
      leadingKeys(statement)?.includes('SECRET#*'),
    );
    expect(writing).toHaveLength(3);
    // Not even what a write gives back.
    for (const { conditions } of writing)
      expect(conditions.StringEqualsIfExists).toEqual({ 'dynamodb:ReturnValues': 'NONE' });
    expect(writing.map(attributes)).toContainEqual(['pk', 'sk', 'secret', 'earlier', 'earlierUntil']);
  });
});

describe('what starts agents', () => {
  const triggers = byFunction.Triggers ?? [];
  it('is made with one role and one target each, and no others', () => {
    const passed = triggers.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(holdersOf('iam:PassRole')).toEqual(['Triggers']);
    expect(passed.map(({ resource }) => referencesIn(resource))).toEqual([['TriggerSchedulesRole']]);
    expect(passed[0]?.conditions).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
    const targets = triggers.find(({ actions }) => actions.includes('events:PutTargets'));
    expect(referencesIn(targets?.conditions['ForAllValues:ArnEquals']?.['events:TargetArn'])).toEqual(['EventStart']);
  });

  it('is invoked for this account and one source only', () => {
    for (const [, permission] of ofType(resources, 'AWS::Lambda::Permission')) {
      if (!['ses.amazonaws.com', 'events.amazonaws.com'].includes(String(permission.Principal))) continue;
      expect(permission.SourceArn).toBeDefined();
    }
    const mail = ofType(resources, 'AWS::Lambda::Permission').filter(
      ([, { Principal }]) => Principal === 'ses.amazonaws.com',
    );
    expect(mail.map(([, { SourceAccount }]) => SourceAccount)).toEqual([{ Ref: 'AWS::AccountId' }]);
  });
});

describe('services that call in', () => {
  it('do so for this account or one of its resources only', () => {
    const trusting = allStatements(resources).filter(({ services }) => services.length > 0);
    const free = trusting.filter(({ conditions }) => !/aws:Source(Account|Arn)/.test(JSON.stringify(conditions)));
    // Lambda sends neither key when it takes on a function's role.
    expect([...new Set(free.flatMap(({ services }) => services))]).toEqual(['lambda.amazonaws.com']);
    expect(trusting.length).toBeGreaterThan(free.length);
    for (const [, permission] of ofType(resources, 'AWS::Lambda::Permission')) {
      expect(permission.SourceArn).toBeDefined();
    }
  });
});

function touchesItems(actions: string[]): boolean {
  return actions.some((action) => /Item|Query/.test(action));
}

/** The pattern `SECRET#*` itself, or one so wide that it covers it. */
function mayBeSecret(pattern: string): boolean {
  const [fixed = ''] = pattern.split('*');
  return 'SECRET#'.startsWith(fixed) || fixed.startsWith('SECRET#');
}

function isIndex(resource: unknown): boolean {
  return JSON.stringify(resource).includes('/index/');
}
