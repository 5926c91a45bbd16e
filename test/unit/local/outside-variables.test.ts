import { describe, expect, it } from 'vitest';
import { httpExecutorEnv } from '../../../functions/execution/executors/http-env.ts';
import { OUTSIDE_HOSTS } from '../../../infra/example/local-outside.ts';
import { environmentOf, outsideVariables } from '../../../infra/local/functions/execution-environment.ts';
import { readLocalHosts } from '../../../shared/outbound/local-hosts.ts';

const variablesOf = outsideVariables(OUTSIDE_HOSTS, 4703);

describe('made-up hosts', () => {
  it.each(['HttpExecutor', 'ToolExecutor'])('are reached by %s on this machine', (id) => {
    const env = { ...{ WORK_TABLE: 'w', LEDGER_TABLE: 'l', SECRET_PREFIX: 'countersign/http/' }, ...variablesOf(id) };
    const hosts = readLocalHosts(httpExecutorEnv.parse(env));
    expect(hosts).toEqual(new Map(OUTSIDE_HOSTS.map((host) => [host, { port: 4703 }])));
  });

  it.each(['EmailExecutor', 'AgentRun', 'Webhook'])('are nothing to %s', (id) => {
    expect(variablesOf(id)).toEqual({});
  });

  it('stand in the environment beside what the template and Lambda say', () => {
    const settings = {
      ...{ id: 'HttpExecutor', arn: 'arn', module: 'index', exportName: 'handler', runtime: 'nodejs24.x' },
      ...{ variables: { WORK_TABLE: 'w' }, timeoutSeconds: 30, memoryMegabytes: 512, concurrency: 4 },
      deadLetterQueueArn: undefined,
    };
    const local = { ...variablesOf('HttpExecutor'), AWS_REGION: 'elsewhere' };
    const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
    expect(environmentOf(settings, credentials, { endpointUrl: 'http://127.0.0.1:1', local })).toMatchObject({
      ...{ WORK_TABLE: 'w', LOCAL_HTTP_HOSTS: 'shop.example=4703,tools.example=4703', AWS_REGION: 'us-east-1' },
    });
  });
});
