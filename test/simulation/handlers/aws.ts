import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callBus } from './bus.ts';
import { running } from './clock.ts';
import { callLambda } from './invocations.ts';
import { callSes } from './provider.ts';
import type { Process } from './state.ts';
import { callTable } from './table-calls.ts';

/** A command of the SDK, as far as a stand-in looks at it. */
export type SdkCommand = { input: Record<string, unknown>; constructor: { name: string } };
type Send = (this: object, command: SdkCommand, ...rest: unknown[]) => Promise<unknown>;
type Prototype = { send: Send };

/**
 * Every client of AWS that a handler makes sends through here, if the code that calls belongs to a process of the
 * simulation: the handlers and their clients stay as they are, down to the command that they send.
 */
export function installAws(): () => void {
  const clients: [{ prototype: unknown }, (process: Process, command: SdkCommand) => Promise<unknown>][] = [
    [DynamoDBDocumentClient, callTable],
    [EventBridgeClient, callBus],
    [LambdaClient, callLambda],
    [SESv2Client, callSes],
  ];
  const undo = clients.map(([{ prototype }, call]) => intercept(prototype as Prototype, call));
  return () => {
    for (const each of undo) each();
  };
}

function intercept(prototype: Prototype, call: (process: Process, command: SdkCommand) => Promise<unknown>) {
  const { send } = prototype;
  prototype.send = function (command, ...rest) {
    const process = running.getStore();
    return process ? call(process, command) : Reflect.apply(send, this, [command, ...rest]);
  };
  return () => {
    Reflect.deleteProperty(prototype, 'send');
  };
}
