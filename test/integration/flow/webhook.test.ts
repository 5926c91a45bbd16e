import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { Webhook } from 'standardwebhooks';
import { beforeAll, describe, expect, it } from 'vitest';
import { receiveDelivery } from '../../../functions/trigger/receive-delivery.ts';
import type { HttpEvent } from '../../../shared/http.ts';
import { secretKey } from '../../../shared/trigger/trigger.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const OLD = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const NEW = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const HOUR = 60 * 60 * 1000;
const BODY = '{"type":"invoice.question",  "invoice":"7"}';

/** A request as its sender signed it; each part can be changed afterwards. */
type Sent = { id?: string; at?: Date; body?: string; secret?: string; sent?: string };

function delivery({ id = 'msg_1', at = new Date(), body = BODY, secret = NEW, sent = body }: Sent): HttpEvent {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return { headers, body: sent, isBase64Encoded: false } as unknown as HttpEvent;
}

describe('a webhook is delivered', () => {
  const workspace = useWorkspace();
  beforeAll(async () => {
    const overlap = { earlier: OLD, earlierUntil: new Date(Date.now() + HOUR).toISOString() };
    const item = { ...secretKey('trg_invoices'), kind: 'secret', secret: NEW, ...overlap };
    await workspace.tables.client.send(new PutCommand({ TableName: 'work', Item: item }));
  });

  const noteRefusal = async () => undefined;
  const receive = (event: HttpEvent, trigger = 'trg_invoices') =>
    receiveDelivery({ tables: workspace.tables, noteRefusal, now: () => new Date() }, trigger, event);
  const countItems = async () =>
    (await workspace.tables.client.send(new ScanCommand({ TableName: 'work', Select: 'COUNT' }))).Count;

  it.each([
    ['the new secret', NEW],
    ['the old one, during a rotation', OLD],
  ])('is taken when signed with %s', async (name, secret) => {
    expect(await receive(delivery({ id: `msg_${name.length}`, secret }))).toMatchObject({ duplicate: false });
  });

  it('starts one run when it comes fifty times at once, and none when it comes again later', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => receive(delivery({ id: 'msg_many' }))));
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await receive(delivery({ id: 'msg_many', at: new Date() }))).toMatchObject({ duplicate: true });
  });

  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  it.each([
    ['another secret signed it', delivery({ secret: OTHER })],
    ['a byte of its body was changed', delivery({ sent: BODY.replace('7', '8') })],
    ['its body was written anew', delivery({ sent: JSON.stringify(JSON.parse(BODY)) })],
    ['it was signed ten minutes ago', delivery({ at: minutesAgo(10) })],
    ['it was signed for the future', delivery({ at: minutesAgo(-10) })],
    ['it is not signed', { ...delivery({}), headers: {} }],
    ['its id was changed', { ...delivery({}), headers: { ...delivery({}).headers, 'webhook-id': 'msg_2' } }],
  ])('is refused when %s, and nothing is written', async (_, event) => {
    const before = await countItems();
    await expect(receive(event)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
    expect(await countItems()).toBe(before);
  });

  it.each(['trg_none', 'trg_x#y', ''])(
    'gets the same answer for the trigger "%s", which is not there',
    async (trigger) => {
      await expect(receive(delivery({}), trigger)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
    },
  );

  it.each([
    ['a key twice', '{"amount":1,"amount":100}', 'duplicate_key'],
    ['a prototype', '{"__proto__":{"trusted":true}}', 'forbidden_key'],
    ['an integer that agent and approver would read differently', '{"id":820982911946154508}', 'unsafe_integer'],
    ['a cut-off emoji', '{"text":"\\ud83d"}', 'lone_surrogate'],
    ['1,000 lists in each other', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'too_deep'],
  ])('is refused when its signed body holds %s: it says why, and nothing is written', async (_, body, reason) => {
    const before = await countItems();
    const refused = { code: 'INVALID_REQUEST', details: { reason } };
    await expect(receive(delivery({ id: `msg_${reason}`, body }))).rejects.toMatchObject(refused);
    expect(await countItems()).toBe(before);
    expect(await receive(delivery({ id: `msg_${reason}` }))).toMatchObject({ duplicate: false });
  });

  it('is refused when bytes that are not UTF-8 stand where the signed text has a replacement character', async () => {
    const signed = delivery({ id: 'msg_bytes', body: '{"a":"\ufffd"}' });
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const sent = { ...signed, body: bytes.toString('base64'), isBase64Encoded: true };
    await expect(receive(sent)).rejects.toMatchObject({ details: { reason: 'not_utf8' } });
  });

  it('is taken with a fraction of 17 digits, as many senders write them, and kept as it came', async () => {
    expect(await receive(delivery({ id: 'msg_pi', body: '{"total":0.10000000000000001}' }))).toMatchObject({
      duplicate: false,
    });
  });

  it('is refused when its signed body is not JSON, or too large, and nothing is written', async () => {
    const before = await countItems();
    await expect(receive(delivery({ id: 'msg_text', body: 'hello' }))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
    await expect(receive(delivery({ id: 'msg_big', body: `"${'x'.repeat(256 * 1024)}"` }))).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
    await expect(receive(delivery({ id: 'msg with spaces' }))).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await countItems()).toBe(before);
  });
});
