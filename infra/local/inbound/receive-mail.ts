import { randomBytes } from 'node:crypto';
import type { FunctionHost, Resource } from '../contract.ts';
import type { ServiceJudge } from '../iam/judge-service.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { readLocalVerdicts, withoutLocalVerdicts } from './local-verdicts.ts';
import { type ReceiptAction, type ReceiptRule, readReceiptRules } from './receipt-rules.ts';
import { type Envelope, toReceiptEvent } from './ses-receipt-event.ts';

export type InboundDeps = {
  resources: readonly Resource[];
  objects: Pick<ObjectStore, 'put'>;
  host: Pick<FunctionHost, 'invokeAsync'>;
  services: Pick<ServiceJudge, 'mayInvoke' | 'mayStore'>;
  log: (line: string) => void;
};

/** Mail that comes in, in the place of SES: to whom it may come, and what its receipt rules do with it. */
export type InboundMail = {
  takes(address: string): boolean;
  /** Resolves with the id that it got once all actions are done; an action that is not permitted is told and left out. */
  receive(raw: Buffer, envelope: Envelope): Promise<string>;
};

const PRINCIPAL = 'ses.amazonaws.com';

export function openInboundMail(deps: InboundDeps): InboundMail {
  const rules = readReceiptRules(deps.resources);
  return {
    takes: (address) => rules.some((rule) => rule.takes(address)),
    async receive(sent, envelope) {
      const messageId = `local${randomBytes(18).toString('hex')}`;
      const at = new Date().toISOString();
      const verdicts = readLocalVerdicts(sent);
      const raw = Buffer.concat([receivedHeaders(envelope, messageId, at), withoutLocalVerdicts(sent)]);
      for (const rule of rules) {
        const recipients = envelope.to.filter((address) => rule.takes(address));
        if (recipients.length === 0) continue;
        for (const action of rule.actions) {
          await act(deps, rule, action, raw, { messageId, at, envelope, recipients, verdicts });
        }
      }
      return messageId;
    },
  };
}

type Received = Parameters<typeof toReceiptEvent>[1];

async function act(deps: InboundDeps, rule: ReceiptRule, action: ReceiptAction, raw: Buffer, received: Received) {
  const { objects, host, services, log } = deps;
  if (action.does === 'store') {
    const key = action.prefix + received.messageId;
    if (!services.mayStore(PRINCIPAL, rule.arn, action.bucket, key))
      return log(`The policy of ${action.bucket} does not let ${rule.arn} store ${key}.`);
    return void (await objects.put(action.bucket, key, { bytes: raw }));
  }
  if (!services.mayInvoke(PRINCIPAL, rule.arn, action.functionName))
    return log(`No Lambda permission lets ${rule.arn} invoke ${action.functionName}.`);
  return host.invokeAsync(action.functionName, toReceiptEvent(raw, received, action.functionArn));
}

/** SES writes the sender of the envelope into the mail, and that it was received. */
function receivedHeaders({ from, to }: Envelope, messageId: string, at: string): Buffer {
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  return Buffer.from(
    [
      `Return-Path: <${from}>`,
      `Received: from localhost ([127.0.0.1]) by inbound-smtp.local with SMTP id ${messageId}`,
      ` for ${to[0]}; ${date}`,
      '',
    ].join('\r\n'),
  );
}
