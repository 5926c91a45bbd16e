import type { DatabaseAccess } from '../../../infra/local/dynamodb/start-dynamodb.ts';

const SENDER = 'agents@agents.acme.example';

/** Names of the executor functions, as the others know them. */
export const EXECUTOR_NAMES = {
  ...{ EMAIL_EXECUTOR: 'email', SMS_EXECUTOR: 'sms', CALL_EXECUTOR: 'call' },
  ...{ HTTP_EXECUTOR: 'http', TOOL_EXECUTOR: 'tool' },
};

/** The real functions, each as Lambda would load it: it reads its environment and makes its clients. */
export async function loadHandlers({ url, accessKeyId }: DatabaseAccess) {
  Object.assign(process.env, {
    ...{
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    ...{ WORK_TABLE: 'work', LEDGER_TABLE: 'ledger', EVENT_BUS: 'bus', ...EXECUTOR_NAMES },
    ...{ AGENT_SENDER: SENDER, SYSTEM_SENDER: SENDER, CONFIGURATION_SET: 'set', SECRET_PREFIX: 'countersign/tool/' },
    ...{ CONSOLE_URL: 'http://127.0.0.1', ATTACHMENTS_BUCKET: 'attachments', FILES_BUCKET: 'files' },
  });
  const [email, tool, sweep, dispatch, publish, tell, notify, evidence, decide, resolve, webhook] = await Promise.all([
    import('../../../functions/execution/executors/email.ts'),
    import('../../../functions/execution/executors/tool.ts'),
    import('../../../functions/execution/sweep.ts'),
    import('../../../functions/execution/dispatch.ts'),
    import('../../../functions/outcome/publish.ts'),
    import('../../../functions/outcome/tell.ts'),
    import('../../../functions/notification/notify.ts'),
    import('../../../functions/outcome/evidence.ts'),
    import('../../../functions/approval/decide.ts'),
    import('../../../functions/approval/resolve.ts'),
    import('../../../functions/trigger/webhook.ts'),
  ]);
  return {
    email: email.handler,
    tool: tool.handler,
    sweep: sweep.handler,
    dispatch: dispatch.handler,
    publish: publish.handler,
    tell: tell.handler,
    notify: notify.handler,
    evidence: evidence.handler,
    decide: decide.handler,
    resolve: resolve.handler,
    webhook: webhook.handler,
  };
}
export type Handlers = Awaited<ReturnType<typeof loadHandlers>>;
