import * as z from 'zod';
import { LOCAL_REGION } from '../contract.ts';

const Image = z.record(z.string(), z.unknown());
/** A record as `GetRecords` gives it in JSON: binary values are base64 already, times are seconds since 1970. */
export const RawRecord = z.object({
  eventID: z.string(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  eventVersion: z.string(),
  userIdentity: z.object({ PrincipalId: z.string(), Type: z.string() }).optional(),
  dynamodb: z.object({
    ApproximateCreationDateTime: z.number(),
    Keys: Image,
    NewImage: Image.optional(),
    OldImage: Image.optional(),
    SequenceNumber: z.string(),
    SizeBytes: z.number(),
    StreamViewType: z.string(),
  }),
});
export type RawRecord = z.infer<typeof RawRecord>;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export type StreamRecord = Omit<RawRecord, 'userIdentity'> & {
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  userIdentity?: { principalId: string; type: string };
};

/** A record as Lambda hands it to a function. */
export function toLambdaRecord({ userIdentity, ...record }: RawRecord, eventSourceARN: string): StreamRecord {
  return {
    ...record,
    eventSource: 'aws:dynamodb',
    awsRegion: LOCAL_REGION,
    eventSourceARN,
    // Who deletes by time to live: `{ type: 'Service', principalId: 'dynamodb.amazonaws.com' }`.
    ...(userIdentity && { userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type } }),
  };
}

export const sequenceOf = (record: RawRecord | StreamRecord): string => record.dynamodb.SequenceNumber;
export const createdAtMs = (record: StreamRecord): number => record.dynamodb.ApproximateCreationDateTime * 1_000;
