import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';
import { busNameOf } from './rules.ts';

/** Of all entries of a request. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const LARGEST_REQUEST = 1024 * 1024;
const MOST_ENTRIES = 10;

const Entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  /** Seconds since 1970, as AWS's JSON protocol writes times. */
  Time: z.number().optional(),
});
const PutEventsRequest = z.object({ Entries: z.array(Entry).min(1).max(MOST_ENTRIES) });
export type PutEventsEntry = z.infer<typeof Entry>;

/** What EventBridge hands to a target. */
export type EventEnvelope = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
};

export type EntryRefusal = { ErrorCode: string; ErrorMessage: string };

/** The entries of a request, or why AWS would refuse the request as a whole. */
export function readPutEvents(body: Buffer): { entries: PutEventsEntry[] } | { refused: string } {
  const parsed = PutEventsRequest.safeParse(parseJson(body.toString('utf8')));
  if (!parsed.success)
    return { refused: `PutEvents takes 1 to ${MOST_ENTRIES} entries. ${z.prettifyError(parsed.error)}` };
  const entries = parsed.data.Entries;
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size > LARGEST_REQUEST) return { refused: 'Total size of the entries in the request is over the limit.' };
  return { entries };
}

/** The event of an entry, or the code with which AWS answers for this entry alone. */
export function toEnvelope(
  entry: PutEventsEntry,
  busNames: ReadonlySet<string>,
  now: Date,
): EventEnvelope | EntryRefusal {
  const { Source, DetailType, Detail } = entry;
  if (!Source) return required('Source');
  if (!DetailType) return required('DetailType');
  if (!Detail) return required('Detail');
  if (Source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  if (!busNames.has(busNameOf(entry.EventBusName))) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `Event bus ${entry.EventBusName} does not exist.` };
  }
  const detail = parseJson(Detail);
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account: LOCAL_ACCOUNT,
    time: timeOf(entry, now),
    region: LOCAL_REGION,
    resources: entry.Resources,
    detail,
  };
}

function required(name: string): EntryRefusal {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  };
}

/** EventBridge's times have whole seconds. */
function timeOf({ Time }: PutEventsEntry, now: Date): string {
  const time = Time === undefined ? now : new Date(Time * 1000);
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources }: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

export function parseJson(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}
