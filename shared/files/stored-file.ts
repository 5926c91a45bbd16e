import * as z from 'zod';
import { FileName } from './file-name.ts';

/** Parts of letters, digits and `. _ -`, none of which is `.` or `..`: what every system reads as the same path. */
const KEY = /^agents\/[A-Za-z0-9_-]+(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/;

/** `type/subtype` of RFC 6838 in lower case, without parameters. */
const CONTENT_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/**
 * One version of a file in the bucket of the stack. Each part of it is approved: `versionId` and `sha256` say which bytes
 * would go out, whatever is stored under its key later.
 */
export const StoredFile = z.strictObject({
  name: FileName.describe('What the file is called in the email, with its extension.'),
  contentType: z
    .string()
    .max(78)
    .regex(CONTENT_TYPE, 'A content type is such as application/pdf, in lower case and without parameters.')
    .refine((type) => !/^(multipart|message)\//.test(type), 'A file is not a message, nor parts of one.'),
  size: z.number().int().min(1).describe('Bytes.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'sha256 is 64 hexadecimal digits in lower case.')
    .describe('Of the bytes, in hexadecimal.'),
  key: z.string().max(500).regex(KEY, 'A key is agents/<agent id>/<name>, of letters, digits and . _ - only.'),
  versionId: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9._+/=~-]+$/, 'versionId is what S3 gave when the file was stored.')
    .refine((id) => id !== 'null', 'This object is not versioned: store it again.'),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Whether a file lies in the folder of this agent. */
export function isOwnFile(agentId: string, { key }: StoredFile): boolean {
  return KEY.test(key) && key.startsWith(`agents/${agentId}/`);
}
