import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Assembly, readAssembly } from '../../../infra/local/assembly/read-assembly.ts';
import type { AssembledResource } from '../../../infra/local/assembly/resolve-template.ts';
import type { PermissionCheck } from '../../../infra/local/contract.ts';
import { functionArn } from '../../../infra/local/functions/function-arn.ts';
import { type JudgeCall, makeJudge } from '../../../infra/local/iam/judge-call.ts';
import { makeServiceJudge, scheduleGroupArn, streamRefusal } from '../../../infra/local/iam/judge-service.ts';
import { lettersOfFunctions, lettersOfSchedules } from '../../../infra/local/judged-dead-letters.ts';
import { readSchedules } from '../../../infra/local/scheduler/read-schedules.ts';
import { assembleUnchecked } from '../../support/unchecked-assembly.ts';

type Config = { OnFailure: { Destination: string } };

const addresses = { apiUrl: 'http://127.0.0.1:4700', issuer: 'http://127.0.0.1:4701' };
let directory: string;
let assembly: Assembly;
let judge: JudgeCall;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stack-permissions-'));
  assembly = readAssembly(await assembleUnchecked(directory), addresses);
  judge = makeJudge(assembly.resources);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const all = (type: string) => [...assembly.resources.values()].filter((resource) => resource.type === type);

/** The resource whose id ends so; ids begin with the constructs around it. */
function the(type: string, ending: string): AssembledResource {
  const found = all(type).find(({ id }) => id.endsWith(ending));
  if (!found) throw new Error(`The stack has no ${type} ${ending}`);
  return found;
}

function onLedger(action: string, context: Record<string, string[]>): PermissionCheck {
  return { action: `dynamodb:${action}`, resource: the('AWS::DynamoDB::Table', 'Ledger').arn ?? '', context };
}

const functionsThatMay = (check: PermissionCheck) =>
  all('AWS::Lambda::Function').filter(({ id }) => judge(id, check).allowed);

describe('the stack as it is synthesized', () => {
  it('is understood whole, and each function has its bundle', () => {
    const functions = all('AWS::Lambda::Function');
    expect(functions.length).toBeGreaterThan(10);
    for (const { properties } of functions) {
      const { S3Key } = properties.Code as { S3Key: string };
      expect(readFileSync(join(assembly.assetDirectory(S3Key), 'index.mjs'), 'utf8').length).toBeGreaterThan(0);
    }
  });

  it('lets the decide function alone put a row of a decision', () => {
    const rows = functionsThatMay(onLedger('PutItem', { 'dynamodb:LeadingKeys': ['act_1'] }));
    expect(rows.map(({ id }) => id)).toEqual([the('AWS::Lambda::Function', 'Decide').id]);
  });

  it('lets nobody touch a decision once made, nor delete a row', () => {
    const context = { 'dynamodb:LeadingKeys': ['act_1'], 'dynamodb:Attributes': ['pk', 'round', 'verdict'] };
    expect(functionsThatMay(onLedger('UpdateItem', context))).toEqual([]);
    expect(functionsThatMay(onLedger('DeleteItem', context))).toEqual([]);
  });

  it('permits every rule to start its targets and to give up into its dead-letter queues', () => {
    const services = makeServiceJudge(assembly.resources);
    const functionIdOf = new Map(all('AWS::Lambda::Function').map(({ arn, id }) => [arn, id]));
    for (const rule of all('AWS::Events::Rule')) {
      const targets = rule.properties.Targets as { Arn: string; DeadLetterConfig: { Arn: string } }[];
      for (const { Arn, DeadLetterConfig } of targets) {
        const source = ['events.amazonaws.com', rule.arn ?? ''] as const;
        expect([rule.id, services.mayInvoke(...source, functionIdOf.get(Arn) ?? '')]).toEqual([rule.id, true]);
        expect([rule.id, services.maySend(...source, DeadLetterConfig.Arn)]).toEqual([rule.id, true]);
      }
    }
  });

  it('lets the Scheduler start what it is to start', () => {
    const { mayAssume } = makeServiceJudge(assembly.resources);
    const roleIdOf = new Map(all('AWS::IAM::Role').map(({ arn, id }) => [arn, id]));
    for (const { properties } of all('AWS::Scheduler::Schedule')) {
      const { Arn, RoleArn } = properties.Target as { Arn: string; RoleArn: string };
      expect(mayAssume('scheduler.amazonaws.com', scheduleGroupArn(), RoleArn)).toBe(true);
      const invoke = { action: 'lambda:InvokeFunction', resource: Arn, context: {} };
      expect(judge(roleIdOf.get(RoleArn) ?? '', invoke)).toEqual({ allowed: true });
    }
  });

  it('lets every function and every schedule send its dead letters', async () => {
    const kept: string[] = [];
    const deadLetters = { put: async (queueArn: string) => void kept.push(queueArn) };
    const deps = { deadLetters, judge, resources: [...assembly.resources.values()], log: console.error };
    const queueOf = (one: AssembledResource) => (one.properties.DestinationConfig as Config).OnFailure.Destination;
    const failing = [...all('AWS::Lambda::EventInvokeConfig'), ...all('AWS::Lambda::EventSourceMapping')];
    for (const one of failing) {
      const requestContext = { functionArn: functionArn(String(one.properties.FunctionName)) };
      await lettersOfFunctions(deps).put(queueOf(one), { requestContext });
    }
    expect(kept).toEqual(failing.map(queueOf));
    const schedules = readSchedules(deps.resources, 0).map(({ arn, deadLetterQueueArn = '' }) => [
      arn,
      deadLetterQueueArn,
    ]);
    for (const [SCHEDULE_ARN, queueArn = ''] of schedules) {
      await lettersOfSchedules(deps).put(queueArn, { messageAttributes: { SCHEDULE_ARN } });
    }
    expect(kept.slice(failing.length)).toEqual(schedules.map(([, queueArn]) => queueArn));
    expect([failing.length, schedules.length].every((count) => count > 0)).toBe(true);
  });

  it('grants every reader its stream', () => {
    for (const { properties } of all('AWS::Lambda::EventSourceMapping')) {
      expect(streamRefusal(judge, String(properties.FunctionName), String(properties.EventSourceArn))).toBeUndefined();
    }
  });
});

describe('one grant is taken out of the stack', () => {
  it('and the call is refused as IAM would refuse it', () => {
    const ownRow = onLedger('PutItem', { 'dynamodb:LeadingKeys': ['G#act_1'] });
    const executor = the('AWS::Lambda::Function', 'EmailExecutor');
    expect(judge(executor.id, ownRow)).toEqual({ allowed: true });

    const file = join(directory, 'Countersign.template.json');
    const template = JSON.parse(readFileSync(file, 'utf8'));
    const policy = template.Resources[`${executor.id}Role`].Properties.Policies[0].PolicyDocument;
    policy.Statement = policy.Statement.filter(({ Action }: { Action: unknown }) => Action !== 'dynamodb:PutItem');
    writeFileSync(file, JSON.stringify(template));

    expect(makeJudge(readAssembly(directory, addresses).resources)(executor.id, ownRow)).toEqual({
      allowed: false,
      reason:
        `User: arn:aws:sts::000000000000:assumed-role/${executor.id}Role/${executor.id} is not authorized to perform:` +
        ` dynamodb:PutItem on resource: ${ownRow.resource}` +
        ' because no identity-based policy allows the dynamodb:PutItem action',
    });
  });
});
