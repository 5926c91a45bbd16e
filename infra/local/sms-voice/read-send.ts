import * as z from 'zod';
import type { PhoneMessage } from './phone.ts';

/** A request to send, read; `dryRun` checks and sends nothing. */
export type Send = { message: PhoneMessage; dryRun: boolean };

const words = (max: number) => z.string().min(1).max(max).regex(/\S/, 'must not be blank');
const price = z
  .string()
  .min(2)
  .max(8)
  .regex(/^[0-9]{0,2}\.[0-9]{1,5}$/, 'must be like 0.50');

const common = {
  DestinationPhoneNumber: z.string().regex(/^\+?[1-9][0-9]{1,18}$/, 'must be in E.164 format'),
  OriginationIdentity: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9_:/+-]+$/),
  ConfigurationSetName: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9_:/-]+$/)
    .optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z
    .record(z.string().regex(/^\S{1,100}$/), z.string().min(1).max(800))
    .refine((context) => Object.keys(context).length <= 5, 'has more than 5 entries')
    .default({}),
  DryRun: z.boolean().default(false),
};

/**
 * Bodies of the two operations, as far as the local service goes; anything more is refused by its name. Limits are
 * those of the service's model, pinpoint-sms-voice-v2 2022-03-31.
 */
const bodies = {
  SendTextMessage: z
    .strictObject({ ...common, MessageBody: words(1_600), MaxPrice: price.optional() })
    .transform((body) => ({ ...body, VoiceId: undefined })),
  SendVoiceMessage: z
    .strictObject({
      ...common,
      MessageBody: words(3_000),
      MessageBodyTextType: z.literal('TEXT', 'is served as TEXT only').default('TEXT'),
      VoiceId: z
        .string()
        .regex(/^[A-Z]+$/)
        .optional(),
      MaxPricePerMinute: price.optional(),
    })
    .transform(({ MaxPricePerMinute, ...rest }) => ({ ...rest, MaxPrice: MaxPricePerMinute })),
};
export type Operation = keyof typeof bodies;

const TARGET = /^PinpointSMSVoiceV2\.(\w+)$/;

/** Which operation a request is for, by its `X-Amz-Target`; undefined when it is not one that is served here. */
export function operationOf(headers: Record<string, string>): Operation | undefined {
  const name = TARGET.exec(headers['x-amz-target'] ?? '')?.[1] ?? '';
  return name === 'SendTextMessage' || name === 'SendVoiceMessage' ? name : undefined;
}

/**
 * Reads the body of a request to send.
 * @returns a sentence when the service would answer with ValidationException
 */
export function readSend(operation: Operation, body: Buffer): Send | string {
  const parsed = bodies[operation].safeParse(parseJson(body));
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { data } = parsed;
  const message: PhoneMessage = {
    kind: operation === 'SendTextMessage' ? 'text' : 'call',
    to: data.DestinationPhoneNumber,
    from: data.OriginationIdentity,
    text: data.MessageBody,
    voiceId: data.VoiceId,
    configurationSet: data.ConfigurationSetName,
    timeToLive: data.TimeToLive,
    maxPrice: data.MaxPrice,
    context: data.Context,
  };
  return { message, dryRun: data.DryRun };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
