import { CfnOutput, Duration, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import type { NamedModel } from '#shared/agent/model.ts';
import { ELSEWHERE_PREFIX } from '#shared/elsewhere/elsewhere.ts';
import { TOOL_FUNCTION_PREFIX } from '#shared/guardrail/tool-settings.ts';
import { EXECUTOR_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import { activityRoutes } from '#shared/routes/activity-routes.ts';
import { agentReadRoutes, agentRoutes } from '#shared/routes/agent-routes.ts';
import { decideRoutes, listRoutes, readRoutes, resolveRoutes } from '#shared/routes/approval-routes.ts';
import { auditRoutes } from '#shared/routes/audit-routes.ts';
import { capabilityChangeRoutes, capabilityRoutes, rehearsalRoutes } from '#shared/routes/capability-routes.ts';
import { chatRoutes, conversationRoutes } from '#shared/routes/conversation-routes.ts';
import {
  keyReadRoutes,
  keyRoutes,
  mcpRoutes,
  openApiRoutes,
  readActionRoutes,
  requestRoutes,
} from '#shared/routes/elsewhere-routes.ts';
import {
  bellReadRoutes,
  bellRoutes,
  unsubscribePageRoutes,
  unsubscribeRoutes,
} from '#shared/routes/notification-routes.ts';
import { pageRoutes } from '#shared/routes/page-routes.ts';
import {
  foundRoutes,
  peopleReadRoutes,
  peopleRoutes,
  teamReadRoutes,
  teamRoutes,
} from '#shared/routes/people-routes.ts';
import { triggerReadRoutes, triggerRoutes } from '#shared/routes/trigger-routes.ts';
import { webhookRoutes } from '#shared/routes/webhook-routes.ts';
import {
  holdRoutes,
  meRoutes,
  preferencesRoutes,
  settingsReadRoutes,
  settingsRoutes,
} from '#shared/routes/workspace-routes.ts';
import { mcpEnv } from '../functions/action/mcp-env.ts';
import { readActionEnv } from '../functions/action/read-env.ts';
import { requestActionEnv } from '../functions/action/request-env.ts';
import { activityEnv } from '../functions/activity/activity-env.ts';
import { chatEnv } from '../functions/agent/chat-env.ts';
import { conversationEnv } from '../functions/agent/conversation-env.ts';
import { runEnv } from '../functions/agent/run-env.ts';
import { auditEnv } from '../functions/approval/audit-env.ts';
import { decideEnv } from '../functions/approval/decide-env.ts';
import { listEnv } from '../functions/approval/list-env.ts';
import { readApprovalEnv } from '../functions/approval/read-env.ts';
import { resolveEnv } from '../functions/approval/resolve-env.ts';
import { consoleEnv } from '../functions/console/api-env.ts';
import { dispatchEnv } from '../functions/execution/dispatch-env.ts';
import { callExecutorEnv } from '../functions/execution/executors/call-env.ts';
import { emailExecutorEnv } from '../functions/execution/executors/email-env.ts';
import { httpExecutorEnv } from '../functions/execution/executors/http-env.ts';
import { smsExecutorEnv } from '../functions/execution/executors/sms-env.ts';
import { toolExecutorEnv } from '../functions/execution/executors/tool-env.ts';
import { sweepEnv } from '../functions/execution/sweep-env.ts';
import { bellEnv } from '../functions/notification/bell-env.ts';
import { bellReadEnv } from '../functions/notification/bell-read-env.ts';
import { notifyEnv } from '../functions/notification/notify-env.ts';
import { unsubscribeEnv } from '../functions/notification/unsubscribe-env.ts';
import { unsubscribePageEnv } from '../functions/notification/unsubscribe-page-env.ts';
import { callbackEnv } from '../functions/outcome/callback-env.ts';
import { evidenceEnv } from '../functions/outcome/evidence-env.ts';
import { publishEnv } from '../functions/outcome/publish-env.ts';
import { tellEnv } from '../functions/outcome/tell-env.ts';
import { emailEnv } from '../functions/trigger/email-env.ts';
import { eventEnv } from '../functions/trigger/event-env.ts';
import { scheduleEnv } from '../functions/trigger/schedule-env.ts';
import { webhookEnv } from '../functions/trigger/webhook-env.ts';
import { agentKeysEnv } from '../functions/workspace/agent-keys-env.ts';
import { agentsEnv } from '../functions/workspace/agents-env.ts';
import { capabilitiesEnv } from '../functions/workspace/capabilities-env.ts';
import { changeCapabilitiesEnv } from '../functions/workspace/change-capabilities-env.ts';
import { foundEnv } from '../functions/workspace/found-env.ts';
import { holdEnv } from '../functions/workspace/hold-env.ts';
import { meEnv } from '../functions/workspace/me-env.ts';
import { openApiEnv } from '../functions/workspace/openapi-env.ts';
import { peopleEnv } from '../functions/workspace/people-env.ts';
import { preferencesEnv } from '../functions/workspace/preferences-env.ts';
import { rehearseEnv } from '../functions/workspace/rehearse-env.ts';
import { settingsEnv } from '../functions/workspace/settings-env.ts';
import { showEnv } from '../functions/workspace/show-env.ts';
import { teamsEnv } from '../functions/workspace/teams-env.ts';
import { triggersEnv } from '../functions/workspace/triggers-env.ts';
import type { Bundles } from './bundle.ts';
import { AgentFiles } from './constructs/agent-files.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { EventBus } from './constructs/event-bus.ts';
import { EveryMinute } from './constructs/every-minute.ts';
import { mayAskModels, mayInvokeBelow, mayReadSecretsBelow } from './constructs/executor-rights.ts';
import { FlowFunction, type FlowFunctionProps } from './constructs/flow-function.ts';
import { returningNothing } from './constructs/flow-table.ts';
import { HttpApi } from './constructs/http-api.ts';
import { InboundMail } from './constructs/inbound-mail.ts';
import { Mail } from './constructs/mail.ts';
import { MailEvents } from './constructs/mail-events.ts';
import { PeoplePool } from './constructs/people-pool.ts';
import { Phone } from './constructs/phone.ts';
import { PhoneEvents } from './constructs/phone-events.ts';
import { ReadableStack } from './constructs/readable-stack.ts';
import { StreamReader } from './constructs/stream-reader.ts';
import {
  accessAttributes,
  agentDirectoryAttributes,
  capabilityAttributes,
  countAttributes,
  decisionUpdateAttributes,
  editAttributes,
  executionAttributes,
  grantAttributes,
  membershipAttributes,
  personDirectoryAttributes,
  preferenceAttributes,
  projectionAttributes,
  questionAttributes,
  readAttributes,
  settingsAttributes,
  Tables,
  teamDirectoryAttributes,
} from './constructs/tables.ts';

import { TriggerRules } from './constructs/trigger-rules.ts';
import { TriggerSchedules } from './constructs/trigger-schedules.ts';

export type CountersignProps = StackProps & {
  bundles: Bundles;
  /** The workspace's own mail domain; agents send from `agents.<mailDomain>`. */
  mailDomain: string;
  /** Who sets the workspace up and is its first admin; empty: nobody, and somebody writes it with rights of their own. */
  firstAdminEmail: string;
  /** What texts and calls of agents come from: `pool/<id>` or `phone-number/<id>`. */
  phoneOrigination: string;
  /** What agents think with whose settings name no model. */
  defaultModel: NamedModel;
};

/** The system on one page, in the order that data flows through it. */
export class CountersignStack extends ReadableStack {
  constructor(scope: Construct, id: string, its: CountersignProps) {
    const { bundles, mailDomain, firstAdminEmail, phoneOrigination, defaultModel, ...props } = its;
    super(scope, id, props);

    // What the steps share.
    const alarms = new AlarmTopic(this, 'Alarms');
    const tables = new Tables(this, 'Tables');
    const { work, ledger } = tables;
    const bus = new EventBus(this, 'Bus');
    const api = new HttpApi(this, 'Api');
    const people = new PeoplePool(this, 'People', { consoleUrl: `${api.url}/`, firstAdminEmail });
    const mail = new Mail(this, 'Mail', { domain: mailDomain });
    const files = new AgentFiles(this, 'AgentFiles');
    const phone = new Phone(this, 'Phone', { origination: phoneOrigination });
    const inbound = new InboundMail(this, 'InboundMail', { domain: mailDomain });
    const step = <S extends z.ZodObject>(name: string, its: Omit<FlowFunctionProps<S>, 'bundles' | 'alarms'>) =>
      new FlowFunction(this, name, { ...its, bundles, alarms });

    // 1. Something happens outside and starts an agent.
    const webhook = step('Webhook', {
      entry: 'functions/trigger/webhook.ts',
      envSchema: webhookEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'webhooks are refused and agents do not start; senders that try again lose nothing',
    });
    api.serves(webhook, webhookRoutes, people);
    const starts = [work.get('TRIGGER#*', 'AGENT#*'), work.put('CONVERSATION#*', 'DELIVERY#*', 'STARTED#*')];
    webhook.may(...starts, work.get('SECRET#*'), work.update('REFUSED#*'));

    const emailIn = step('EmailIn', {
      entry: 'functions/trigger/email.ts',
      envSchema: emailEnv,
      environment: {
        ...{ WORK_TABLE: work.name, FILES_BUCKET: files.bucketName, ...inbound.env },
        ...{ AGENT_SENDER: mail.agents.address, SYSTEM_SENDER: mail.system.address },
      },
      timeoutSeconds: 60,
      whenThisFails:
        'mail to agents starts nothing; it is tried again for six hours, and stays in its bucket for thirty days',
    });
    inbound.starts(emailIn);
    files.mailStoredBy(emailIn);
    emailIn.may(...starts, work.get('ADDRESS#*', 'CONVERSATION#*', 'DELIVERY#*', 'THREAD#*', 'SENT#*'));
    emailIn.may(work.query('TRIGGERS#*'), work.put('THREAD#*'), work.update('CONVERSATION#*', 'MAILS#*', 'REFUSED#*'));

    const scheduleStart = step('ScheduleStart', {
      entry: 'functions/trigger/schedule.ts',
      envSchema: scheduleEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'schedules start no agents; what was missed is tried again for six hours',
    });
    scheduleStart.invokedAsynchronously({ retries: 2, maxAge: Duration.hours(6) });
    scheduleStart.may(...starts, work.update('REFUSED#*'));
    const schedules = new TriggerSchedules(this, 'TriggerSchedules', scheduleStart);

    const eventStart = step('EventStart', {
      entry: 'functions/trigger/event.ts',
      envSchema: eventEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'events from outside start no agents; what was missed is tried again for six hours',
    });
    eventStart.invokedAsynchronously({ retries: 2, maxAge: Duration.hours(6) });
    eventStart.may(...starts, work.update('REFUSED#*'));
    const rules = new TriggerRules(this, 'TriggerRules', { bus, starts: eventStart });

    const triggers = step('Triggers', {
      entry: 'functions/workspace/triggers.ts',
      envSchema: triggersEnv,
      environment: {
        ...{ WORK_TABLE: work.name, API_URL: api.url, AGENT_DOMAIN: mail.agentDomain },
        ...{ ...bus.env, ...schedules.env, ...rules.env },
      },
      whenThisFails: 'nobody can make or change triggers; those that are there go on starting agents',
    });
    api.serves(triggers, triggerRoutes, people);
    schedules.changedBy(triggers);
    rules.changedBy(triggers);
    triggers.may(...starts, work.get('PERSON#*'), work.query('REFUSED#*', 'STARTED#*', 'TRIGGERS#*'));
    triggers.may(work.put('ADDRESS#*', 'TRIGGER#*', 'TRIGGERS#*'));
    // A secret is written, and never read again but by Webhook: not even by what a write gives back.
    triggers.may(returningNothing(work.put('SECRET#*')));
    triggers.may(returningNothing(work.updateOnly(['pk', 'sk', 'secret', 'earlier', 'earlierUntil'], 'SECRET#*')));

    // 2. What agents can do: one executor for each capability. It alone holds the right to the effect.
    const executor = <S extends z.ZodObject>(name: string, its: Omit<FlowFunctionProps<S>, 'bundles' | 'alarms'>) => {
      const made = step(name, { timeoutSeconds: EXECUTOR_TIMEOUT_MS / 1000, ...its });
      made.invokedAsynchronously({ retries: 2, maxAge: Duration.hours(1) });
      made.may(work.get('ACTION#*', 'AGENT#*', 'WORKSPACE'), work.batchGet('ACTION#*', 'AGENT#*', 'WORKSPACE'));
      made.may(ledger.get(), ledger.query(), ledger.put('G#*'), ledger.updateOnly(executionAttributes));
      return made;
    };
    const triesAgain = 'the sweep tries again, or marks as uncertain what may have left';
    const emailExecutor = executor('EmailExecutor', {
      entry: 'functions/execution/executors/email.ts',
      envSchema: emailExecutorEnv,
      environment: {
        ...tables.env,
        FILES_BUCKET: files.bucketName,
        AGENT_SENDER: mail.agents.address,
        SYSTEM_SENDER: mail.system.address,
        CONFIGURATION_SET: mail.agents.configurationSet,
      },
      whenThisFails: `approved emails are not sent; ${triesAgain}`,
    });
    emailExecutor.may(mail.agents.send);
    files.readBy(emailExecutor);
    const fromPhone = {
      ...tables.env,
      ORIGINATION_IDENTITY: phone.originationIdentity,
      CONFIGURATION_SET: phone.configurationSet,
    };
    const smsExecutor = executor('SmsExecutor', {
      entry: 'functions/execution/executors/sms.ts',
      envSchema: smsExecutorEnv,
      environment: fromPhone,
      whenThisFails: `approved text messages are not sent; ${triesAgain}`,
    });
    smsExecutor.may(phone.text);
    const callExecutor = executor('CallExecutor', {
      entry: 'functions/execution/executors/call.ts',
      envSchema: callExecutorEnv,
      environment: fromPhone,
      whenThisFails: `approved calls are not made; ${triesAgain}`,
    });
    callExecutor.may(phone.call);
    const httpExecutor = executor('HttpExecutor', {
      entry: 'functions/execution/executors/http.ts',
      envSchema: httpExecutorEnv,
      environment: { ...tables.env, SECRET_PREFIX: 'countersign/http/' },
      whenThisFails: `approved HTTP requests are not sent; ${triesAgain}`,
    });
    httpExecutor.may(work.put('ANSWER#*'));
    mayReadSecretsBelow(httpExecutor, 'countersign/http/');
    const toolExecutor = executor('ToolExecutor', {
      entry: 'functions/execution/executors/tool.ts',
      envSchema: toolExecutorEnv,
      environment: { ...tables.env, SECRET_PREFIX: 'countersign/tool/' },
      whenThisFails: `approved calls of tools are not made; ${triesAgain}`,
    });
    toolExecutor.may(work.put('ANSWER#*'));
    mayReadSecretsBelow(toolExecutor, 'countersign/tool/');
    mayInvokeBelow(toolExecutor, TOOL_FUNCTION_PREFIX);
    const executors = [emailExecutor, smsExecutor, callExecutor, httpExecutor, toolExecutor];
    const executorNames = {
      EMAIL_EXECUTOR: emailExecutor.lambda.functionName,
      SMS_EXECUTOR: smsExecutor.lambda.functionName,
      CALL_EXECUTOR: callExecutor.lambda.functionName,
      HTTP_EXECUTOR: httpExecutor.lambda.functionName,
      TOOL_EXECUTOR: toolExecutor.lambda.functionName,
    };

    // 3. The agent works. What its guardrail allows is done at once; what people must approve waits as `pending`.
    const agentRun = step('AgentRun', {
      entry: 'functions/agent/run.ts',
      envSchema: runEnv,
      environment: {
        ...{ ...tables.env, ...executorNames, FILES_BUCKET: files.bucketName, SYSTEM_SENDER: mail.system.address },
        ...{ MODEL_SECRET_PREFIX: 'countersign/model/', DEFAULT_MODEL: JSON.stringify(defaultModel) },
      },
      timeoutSeconds: 120,
      whenThisFails: 'agents that were started do not answer; each run is tried again and resumes where it stopped',
    });
    bus.starts(agentRun, 'agent.triggered.v1');
    agentRun.may(work.get('AGENT#*', 'ANSWER#*', 'CONVERSATION#*'), work.query('CONVERSATION#*'));
    // What the gate needs besides: the workspace's toggles, whether it counted this action before, the counts themselves.
    agentRun.may(work.get('ACTION#*', 'WORKSPACE'), work.updateOnly(countAttributes, 'COUNT#*'));
    agentRun.may(work.batchGet('AGENT#*', 'WORKSPACE'));
    agentRun.may(work.put('ACTION#*', 'CONVERSATION#*'), work.update('CONVERSATION#*'));
    agentRun.may(ledger.get(), ledger.query(), work.countIndex('pending'));
    agentRun.mayInvoke(...executors);
    files.readBy(agentRun);
    mayReadSecretsBelow(agentRun, 'countersign/model/');
    mayAskModels(agentRun);

    // Agents built elsewhere come with a key, through the same gate.
    const elsewhere = <S extends z.ZodObject>(name: string, its: Omit<FlowFunctionProps<S>, 'bundles' | 'alarms'>) => {
      const made = step(name, its);
      made.may(work.get('ACTION#*', 'AGENT#*', 'ANSWER#*', 'CONVERSATION#ext*', 'KEY#*'), ledger.get(), ledger.query());
      return made;
    };
    const gateOf = {
      ...{ ...tables.env, ...executorNames, FILES_BUCKET: files.bucketName },
      SYSTEM_SENDER: mail.system.address,
    };
    const requestAction = elsewhere('RequestAction', {
      entry: 'functions/action/request.ts',
      envSchema: requestActionEnv,
      environment: gateOf,
      timeoutSeconds: 29,
      whenThisFails:
        'agents built elsewhere cannot ask for anything; those that try again with the same key lose nothing',
    });
    api.serves(requestAction, requestRoutes, people);
    const mcp = elsewhere('Mcp', {
      entry: 'functions/action/mcp.ts',
      envSchema: mcpEnv,
      environment: gateOf,
      timeoutSeconds: 29,
      whenThisFails: 'agents that speak MCP cannot ask for anything, nor hear what became of it',
    });
    api.serves(mcp, mcpRoutes, people);
    for (const gate of [requestAction, mcp]) {
      gate.may(work.updateOnly(['pk', 'sk', 'lastUsedAt'], 'KEY#*'));
      gate.may(work.batchGet('AGENT#*', 'WORKSPACE'));
      gate.may(work.updateOnly(countAttributes, 'COUNT#*'), work.countIndex('pending'));
      gate.may(work.put('ACTION#*', 'CONVERSATION#ext*'));
      gate.mayInvoke(...executors);
      files.readBy(gate);
    }
    const readAction = elsewhere('ReadAction', {
      entry: 'functions/action/read.ts',
      envSchema: readActionEnv,
      environment: tables.env,
      timeoutSeconds: 29,
      whenThisFails: 'agents built elsewhere cannot ask what became of an action; callbacks still tell them',
    });
    api.serves(readAction, readActionRoutes, people);

    // 4. Both tables' streams become events; what the ledger says is shown on the action, for lists.
    const publish = step('Publish', {
      entry: 'functions/outcome/publish.ts',
      envSchema: publishEnv,
      environment: { ...tables.env, ...bus.env },
      timeoutSeconds: 30,
      whenThisFails:
        'people are not told of new approvals, nor agents of outcomes, and lists are a minute behind; approvals can be decided and are carried out',
    });
    new StreamReader(this, 'PublishWork', {
      table: work,
      reader: publish,
      newImage: { kind: ['action', 'message'] },
    });
    new StreamReader(this, 'PublishLedger', { table: ledger, reader: publish });
    publish.may(work.updateOnly(projectionAttributes, 'ACTION#*'), ledger.get(), ledger.query(), bus.publish());

    // 5. People are told of what waits for them.
    const notify = step('Notify', {
      entry: 'functions/notification/notify.ts',
      envSchema: notifyEnv,
      environment: {
        ...tables.env,
        SYSTEM_SENDER: mail.system.address,
        CONFIGURATION_SET: mail.system.configurationSet,
        CONSOLE_URL: api.url,
      },
      timeoutSeconds: 30,
      whenThisFails: 'approvers get no bell entry and no email; the list of approvals is still right',
    });
    bus.starts(
      notify,
      'approval.requested.v1',
      'approval.waits.v1',
      'notices.due.v1',
      'approval.decided.v1',
      'rights.lost.v1',
    );
    new MailEvents(this, 'SystemMailEvents', { sender: mail.system, tag: 'person', starts: notify });
    notify.may(work.get('ACTION#*', 'AGENT#*', 'MAIL#*', 'NOTIFIED#*', 'PERSON#*', 'WORKSPACE'), ledger.get());
    notify.may(
      work.query('BELL#*', 'TEAM#*', 'WORKSPACE'),
      work.queryIndex('due', 'bell#*'),
      work.countIndex('pending'),
    );
    notify.may(work.updateOnly(questionAttributes, 'ACTION#*'));
    notify.may(work.updateOnly(['pk', 'sk', 'manyPending'], 'AGENT#*'));
    notify.may(work.put('BELL#*', 'NOTIFIED#*'), work.update('BELL#*', 'MAIL#*', 'NOTIFIED#*'), mail.system.send);

    // 6. They sign in, read and decide.
    const page = step('Console', {
      entry: 'functions/console/api.ts',
      envSchema: consoleEnv,
      environment: { ISSUER: people.issuer, CLIENT_ID: people.clientId, SIGN_IN_ORIGIN: people.signInOrigin },
      whenThisFails: 'the console does not open, so nobody can decide in it; nothing that waits is lost',
    });
    api.serves(page, pageRoutes, people);

    const me = step('Me', {
      entry: 'functions/workspace/me.ts',
      envSchema: meEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'the console cannot greet people; they can still decide',
    });
    api.serves(me, meRoutes, people);
    me.may(work.get('MAIL#*', 'PERSON#*'));

    const preferences = step('Preferences', {
      entry: 'functions/workspace/preferences.ts',
      envSchema: preferencesEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can change how they are told: emails, muted agents, stand-ins; all are told as before',
    });
    api.serves(preferences, preferencesRoutes, people);
    preferences.may(work.get('MAIL#*', 'PERSON#*'), work.updateOnly(preferenceAttributes, 'PERSON#*'));
    preferences.may(work.updateOnly(['pk', 'sk', 'unreachable'], 'MAIL#*'));

    const bell = step('Bell', {
      entry: 'functions/notification/bell.ts',
      envSchema: bellEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'the bell menu stays empty; the list of approvals is still right',
    });
    api.serves(bell, bellRoutes, people);
    bell.may(work.get('BELL#*', 'PERSON#*'), work.query('BELL#*'), work.queryIndex('due', 'bell#*'));

    const bellRead = step('BellRead', {
      entry: 'functions/notification/bell-read.ts',
      envSchema: bellReadEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'what people have read in their bell menu goes on being counted as unread',
    });
    api.serves(bellRead, bellReadRoutes, people);
    bellRead.may(work.get('BELL#*', 'PERSON#*'), work.queryIndex('due', 'bell#*'));
    bellRead.may(work.put('BELL#*'), work.updateOnly(readAttributes, 'BELL#*'));

    const unsubscribePage = step('UnsubscribePage', {
      entry: 'functions/notification/unsubscribe-page.ts',
      envSchema: unsubscribePageEnv,
      environment: {},
      whenThisFails: 'the link at the end of an email does not open; emails can be turned off in the console',
    });
    api.serves(unsubscribePage, unsubscribePageRoutes, people);

    const unsubscribe = step('Unsubscribe', {
      entry: 'functions/notification/unsubscribe.ts',
      envSchema: unsubscribeEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can turn emails off from their mail program; it still works in the console',
    });
    api.serves(unsubscribe, unsubscribeRoutes, people);
    unsubscribe.may(work.get('MAIL#*'), work.updateOnly(['pk', 'sk', 'emailNotices'], 'PERSON#*'));

    const list = step('ListApprovals', {
      entry: 'functions/approval/list.ts',
      envSchema: listEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'people cannot see what waits for them; links in emails still open',
    });
    api.serves(list, listRoutes, people);
    list.may(work.get('PERSON#*'), work.query('PERSON#*', 'WORKSPACE'));
    list.may(work.queryIndex('pending'), work.scanIndex('pending'));

    const read = step('ReadApproval', {
      entry: 'functions/approval/read.ts',
      envSchema: readApprovalEnv,
      environment: tables.env,
      whenThisFails: 'people cannot read what they are asked to approve, so nothing is decided',
    });
    api.serves(read, readRoutes, people);
    read.may(work.get('ACTION#*', 'AGENT#*', 'ANSWER#*', 'CONVERSATION#*', 'PERSON#*', 'WORKSPACE'));
    read.may(ledger.get(), ledger.query());
    read.may(work.queryIndex('history', 'agt_*'), work.batchGet('ACTION#*'));

    const conversation = step('Conversation', {
      entry: 'functions/agent/conversation.ts',
      envSchema: conversationEnv,
      environment: { WORK_TABLE: work.name },
      timeoutSeconds: 29,
      whenThisFails:
        'people cannot see what agents answer in chat, nor what led one to ask; approvals can be read and decided',
    });
    api.serves(conversation, conversationRoutes, people);
    conversation.may(work.get('AGENT#*', 'CONVERSATION#*', 'PERSON#*'), work.query('CHATS#*', 'CONVERSATION#*'));
    conversation.may(work.queryIndex('history', 'conversations#*'), work.batchGet('ACTION#*', 'CONVERSATION#*'));

    const chat = step('Chat', {
      entry: 'functions/agent/chat.ts',
      envSchema: chatEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can start a chat with an agent, or say more in one; what agents do by themselves goes on',
    });
    api.serves(chat, chatRoutes, people);
    chat.may(work.get('AGENT#*', 'CONVERSATION#*', 'PERSON#*'));
    chat.may(work.put('CHATS#*', 'CONVERSATION#*'), work.update('CONVERSATION#*'));

    const activity = step('Activity', {
      entry: 'functions/activity/activity.ts',
      envSchema: activityEnv,
      environment: tables.env,
      timeoutSeconds: 29,
      whenThisFails: 'people cannot see what agents did, nor its numbers; approvals can be read and decided',
    });
    api.serves(activity, activityRoutes, people);
    activity.may(work.get('AGENT#*', 'PERSON#*'), work.query('PERSON#*', 'WORKSPACE'));
    activity.may(work.queryIndex('history', 'agt_*'), work.batchGet('ACTION#*', 'CONVERSATION#*'), ledger.batchGet());

    const decide = step('Decide', {
      entry: 'functions/approval/decide.ts',
      envSchema: decideEnv,
      environment: { ...tables.env, SYSTEM_SENDER: mail.system.address },
      timeoutSeconds: 29,
      whenThisFails: 'nobody can approve, reject or withdraw; what waits keeps waiting',
    });
    api.serves(decide, decideRoutes, people);
    decide.may(
      work.get('ACTION#*', 'AGENT#*', 'PERSON#*', 'WORKSPACE'),
      work.batchGet('ACTION#*', 'AGENT#*', 'PERSON#*'),
    );
    decide.may(work.updateOnly(editAttributes, 'ACTION#*'));
    decide.may(work.query('WORKSPACE'), work.queryIndex('pending'), work.queryIndex('due'), ledger.queryIndex('due'));
    decide.may(ledger.get(), ledger.batchGet(), ledger.query(), ledger.updateOnly(decisionUpdateAttributes));
    decide.may(ledger.put('act_*', 'G#*')); // No other role may put a row of a decision.

    const resolve = step('Resolve', {
      entry: 'functions/approval/resolve.ts',
      envSchema: resolveEnv,
      environment: tables.env,
      whenThisFails: 'what is uncertain stays so, though people looked; nothing is sent by it',
    });
    api.serves(resolve, resolveRoutes, people);
    resolve.may(work.get('ACTION#*', 'AGENT#*', 'PERSON#*'));
    resolve.may(ledger.get(), ledger.query(), ledger.updateOnly(executionAttributes));

    const hold = step('Hold', {
      entry: 'functions/workspace/hold.ts',
      envSchema: holdEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can hold an agent or the workspace, nor release one; withdrawing still works',
    });
    api.serves(hold, holdRoutes, people);
    hold.may(work.get('AGENT#*', 'PERSON#*'), work.updateOnly(['pk', 'sk', 'hold', 'held'], 'AGENT#*', 'WORKSPACE'));

    const show = step('Show', {
      entry: 'functions/workspace/show.ts',
      envSchema: showEnv,
      environment: { WORK_TABLE: work.name, API_URL: api.url, AGENT_DOMAIN: mail.agentDomain },
      whenThisFails:
        'people cannot see agents, triggers, keys, teams, each other or the settings; they can still decide',
    });
    const shown = { ...agentReadRoutes, ...peopleReadRoutes, ...teamReadRoutes, ...settingsReadRoutes };
    api.serves(show, { ...shown, ...triggerReadRoutes, ...keyReadRoutes }, people);
    show.may(work.get('AGENT#*', 'PERSON#*', 'TEAM#*', 'WORKSPACE'), work.query('PERSON#*', 'TEAM#*', 'WORKSPACE'));
    show.may(work.get('TRIGGER#*'), work.query('REFUSED#*', 'STARTED#*', 'TRIGGERS#*'));
    show.may(work.get('CALLBACK#*', 'KEY#*', 'KEYS#*'), work.query('CALLBACKFAILURE#*', 'KEYS#*'));

    const audit = step('Audit', {
      entry: 'functions/approval/audit.ts',
      envSchema: auditEnv,
      environment: tables.env,
      timeoutSeconds: 29,
      whenThisFails: 'nobody can read or export what happened to actions; it is kept all the same',
    });
    api.serves(audit, auditRoutes, people);
    audit.may(work.get('ACTION#*', 'AGENT#*', 'NOTIFIED#*', 'PERSON#*'), work.query('WORKSPACE'));
    audit.may(work.batchGet('ACTION#*'), work.queryIndex('history'), ledger.get(), ledger.query());

    const agents = step('Agents', {
      entry: 'functions/workspace/agents.ts',
      envSchema: agentsEnv,
      environment: {
        ...{ ...tables.env, ...bus.env },
        ...{ SCHEDULE_GROUP: schedules.env.SCHEDULE_GROUP, RULE_PREFIX: rules.env.RULE_PREFIX },
      },
      timeoutSeconds: 29,
      whenThisFails: 'nobody can make, change or delete agents; those that are there work on',
    });
    api.serves(agents, agentRoutes, people);
    agents.may(work.get('ACTION#*', 'AGENT#*', 'PERSON#*'), work.query('PERSON#*', 'WORKSPACE'));
    agents.may(work.put('AGENT#*', 'VERSIONS#*'), work.update('AGENT#*', 'TEAM#*'));
    agents.may(work.updateOnly(agentDirectoryAttributes, 'WORKSPACE'), work.updateOnly(grantAttributes, 'PERSON#*'));
    agents.may(work.queryIndex('pending'), work.queryIndex('due'), ledger.queryIndex('due'));
    agents.may(ledger.get(), ledger.query());
    // With an agent goes all that could start it, or be it.
    schedules.removedBy(agents);
    rules.removedBy(agents);
    agents.may(work.get('KEY#*', 'KEYS#*', 'TRIGGER#*'), work.query('KEYS#*', 'TRIGGERS#*'));
    agents.may(work.put('ADDRESS#*', 'TRIGGER#*', 'TRIGGERS#*'), work.update('KEY#*'));
    agents.may(returningNothing(work.put('SECRET#*')));
    const agentKeys = step('AgentKeys', {
      entry: 'functions/workspace/agent-keys.ts',
      envSchema: agentKeysEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can make or revoke keys of agents built elsewhere, nor say where they are called back',
    });
    api.serves(agentKeys, keyRoutes, people);
    agentKeys.may(
      work.get('AGENT#*', 'CALLBACK#*', 'KEY#*', 'KEYS#*', 'PERSON#*'),
      work.query('CALLBACKFAILURE#*', 'KEYS#*'),
    );
    agentKeys.may(work.put('CALLBACK#*', 'CALLBACKSECRET#*', 'KEY#*', 'KEYS#*'));
    agentKeys.may(work.update('CALLBACKSECRET#*', 'KEY#*'));

    const openApi = step('OpenApi', {
      entry: 'functions/workspace/openapi.ts',
      envSchema: openApiEnv,
      environment: {},
      whenThisFails: 'the description of the API cannot be read; the API itself answers',
    });
    api.serves(openApi, openApiRoutes, people);

    const capabilities = step('Capabilities', {
      entry: 'functions/workspace/capabilities.ts',
      envSchema: capabilitiesEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can see what agents may do, nor who changed that; guardrails judge as before',
    });
    api.serves(capabilities, capabilityRoutes, people);
    capabilities.may(work.get('AGENT#*', 'PERSON#*', 'WORKSPACE'), work.query('VERSIONS#*'));

    const changeCapabilities = step('ChangeCapabilities', {
      entry: 'functions/workspace/change-capabilities.ts',
      envSchema: changeCapabilitiesEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can change what agents may do; a hold still stops them',
    });
    api.serves(changeCapabilities, capabilityChangeRoutes, people);
    changeCapabilities.may(work.get('AGENT#*', 'PERSON#*'));
    changeCapabilities.may(work.updateOnly(capabilityAttributes, 'AGENT#*'), work.put('VERSIONS#*'));

    const rehearse = step('Rehearse', {
      entry: 'functions/workspace/rehearse.ts',
      envSchema: rehearseEnv,
      environment: { WORK_TABLE: work.name, SYSTEM_SENDER: mail.system.address },
      timeoutSeconds: 29,
      whenThisFails: 'nobody can try settings before they save them; guardrails judge as before',
    });
    api.serves(rehearse, rehearsalRoutes, people);
    rehearse.may(work.get('AGENT#*', 'PERSON#*', 'WORKSPACE'), work.queryIndex('history'));
    rehearse.may(work.batchGet('ACTION#*', 'COUNT#*'));

    const inPool = { WORK_TABLE: work.name, USER_POOL_ID: people.userPoolId };
    const members = step('Members', {
      entry: 'functions/workspace/people.ts',
      envSchema: peopleEnv,
      environment: { ...inPool, ...bus.env },
      timeoutSeconds: 29,
      whenThisFails: 'nobody can be invited, removed or given another role; who is there can work',
    });
    api.serves(members, peopleRoutes, people);
    members.may(work.get('ADMINS', 'AGENT#*', 'PERSON#*', 'WORKSPACE'), work.query('PERSON#*', 'WORKSPACE'));
    members.may(
      work.put('PERSON#*', 'TEAM#*', 'VERSIONS#*'),
      work.delete('PERSON#*', 'TEAM#*'),
      work.update('ADMINS', 'TEAM#*'),
    );
    members.may(work.updateOnly([...grantAttributes, 'role'], 'PERSON#*'));
    members.may(work.updateOnly(personDirectoryAttributes, 'WORKSPACE'), bus.publish());
    members.may(work.updateOnly(accessAttributes, 'AGENT#*'), people.invite);

    const found = step('Found', {
      entry: 'functions/workspace/found.ts',
      envSchema: foundEnv,
      environment: { ...inPool, FIRST_ADMIN_EMAIL: firstAdminEmail },
      whenThisFails: 'a new workspace cannot be set up; one that is there is not concerned',
    });
    api.serves(found, foundRoutes, people);
    found.may(work.get('WORKSPACE'), work.put('ADMINS', 'PERSON#*', 'WORKSPACE'));
    found.may(work.updateOnly(personDirectoryAttributes, 'WORKSPACE'), people.lookUp);

    const teams = step('Teams', {
      entry: 'functions/workspace/teams.ts',
      envSchema: teamsEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can change teams; rights stay as they are',
    });
    api.serves(teams, teamRoutes, people);
    teams.may(work.get('PERSON#*', 'TEAM#*', 'WORKSPACE'), work.query('TEAM#*', 'WORKSPACE'));
    teams.may(work.put('TEAM#*'), work.update('TEAM#*'), work.delete('TEAM#*'));
    teams.may(work.updateOnly(membershipAttributes, 'PERSON#*'));
    teams.may(work.updateOnly([...teamDirectoryAttributes, 'teams', 'version'], 'WORKSPACE'));

    const settings = step('Settings', {
      entry: 'functions/workspace/settings.ts',
      envSchema: settingsEnv,
      environment: { WORK_TABLE: work.name },
      whenThisFails: 'nobody can change the settings of the workspace; hold still works',
    });
    api.serves(settings, settingsRoutes, people);
    settings.may(work.get('PERSON#*', 'WORKSPACE'), work.updateOnly(settingsAttributes, 'WORKSPACE'));

    // 7. What was approved is carried out.
    const dispatch = step('Dispatch', {
      entry: 'functions/execution/dispatch.ts',
      envSchema: dispatchEnv,
      environment: executorNames,
      timeoutSeconds: 30,
      whenThisFails: 'approved actions wait for the minute sweep instead of running at once',
    });
    new StreamReader(this, 'DispatchLedger', {
      table: ledger,
      reader: dispatch,
      on: ['INSERT', 'MODIFY'],
      newImage: { state: ['approved'] },
    });
    new StreamReader(this, 'DispatchWork', {
      table: work,
      reader: dispatch,
      on: ['INSERT'],
      newImage: { state: ['allowed'] },
    });
    dispatch.mayInvoke(...executors);

    const evidence = step('Evidence', {
      entry: 'functions/outcome/evidence.ts',
      envSchema: evidenceEnv,
      environment: tables.env,
      timeoutSeconds: 30,
      whenThisFails: 'uncertain emails, texts and calls stay so until a person looks, and what bounced is not shown',
    });
    evidence.invokedAsynchronously({ retries: 2, maxAge: Duration.hours(6) });
    new MailEvents(this, 'AgentMailEvents', { sender: mail.agents, tag: 'claim', starts: evidence });
    new PhoneEvents(this, 'AgentPhoneEvents', { phone, starts: evidence });
    evidence.may(ledger.get(), ledger.query(), ledger.updateOnly(executionAttributes), work.put('SENT#*'));

    // 8. The agent is told.
    const tell = step('Tell', {
      entry: 'functions/outcome/tell.ts',
      envSchema: tellEnv,
      environment: tables.env,
      timeoutSeconds: 30,
      whenThisFails: 'agents are not told of decisions and outcomes, and do not take their next step',
    });
    bus.starts(tell, 'approval.decided.v1', 'action.settled.v1');
    tell.may(
      work.get('ACTION#*', 'ANSWER#*', 'CONVERSATION#*'),
      work.put('CONVERSATION#*'),
      work.update('CONVERSATION#*'),
      ledger.get(),
    );

    const callback = step('Callback', {
      entry: 'functions/outcome/callback.ts',
      envSchema: callbackEnv,
      environment: tables.env,
      timeoutSeconds: 30,
      whenThisFails: 'agents built elsewhere are not called back; they can still ask, and the sweep tries again',
    });
    bus.startsOf(ELSEWHERE_PREFIX, callback, 'approval.decided.v1', 'action.settled.v1');
    callback.may(work.get('ACTION#*', 'ANSWER#*', 'CALLBACK#*', 'CALLBACKSECRET#*', 'CONVERSATION#ext*'), ledger.get());
    callback.may(work.put('CALLBACKFAILURE#*', 'CONVERSATION#ext*'));

    // 9. Streams and bus are hints. What they lost is found here.
    const sweep = step('Sweep', {
      entry: 'functions/execution/sweep.ts',
      envSchema: sweepEnv,
      environment: { ...tables.env, ...executorNames, ...bus.env },
      timeoutSeconds: 55,
      whenThisFails:
        'actions that something else dropped stay where they are: approved and not run, or claimed and never settled',
    });
    new EveryMinute(this, 'EveryMinute', sweep);
    sweep.may(work.queryIndex('due'), ledger.queryIndex('due'));
    sweep.may(
      work.get('ACTION#*', 'AGENT#*', 'CONVERSATION#*', 'NOTIFIED#*', 'WORKSPACE'),
      work.updateOnly(projectionAttributes, 'ACTION#*'),
    );
    sweep.may(ledger.get(), ledger.query(), ledger.updateOnly(executionAttributes), bus.publish());
    sweep.mayInvoke(...executors);

    this.#say({
      ApiUrl: api.url,
      ConsoleUrl: `${api.url}/`,
      Issuer: people.issuer,
      UserPoolId: people.userPoolId,
      ClientId: people.clientId,
      WorkTable: work.name,
      LedgerTable: ledger.name,
      FilesBucket: files.bucketName,
      AlarmTopic: alarms.topic.topicArn,
      ReceiptRuleSet: inbound.ruleSetName,
    });
  }

  #say(outputs: Record<string, string>): void {
    for (const [name, value] of Object.entries(outputs))
      new CfnOutput(this, `${name}Output`, { value }).overrideLogicalId(name);
  }
}
