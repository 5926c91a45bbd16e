import * as z from 'zod';
import { isRefusedBySes } from '#shared/files/file-name.ts';

const headerText = z.string().regex(/^\P{Cc}*$/u, 'must not contain control characters');
const Content = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const Header = z.strictObject({
  Name: z
    .string()
    .max(126)
    .regex(/^[!-9;-~]+$/, 'is not the name of a header'),
  Value: z
    .string()
    .max(870)
    .regex(/^[ -~]*$/, 'must be printable ASCII'),
});
const Tag = z.strictObject({
  Name: z
    .string()
    .max(256)
    .regex(/^[\w.@-]+$/),
  Value: z
    .string()
    .max(256)
    .regex(/^[\w.@-]+$/),
});
const Attachment = z.strictObject({
  RawContent: z.base64(),
  FileName: headerText.max(255).refine((name) => !isRefusedBySes(name), 'is of a type that SES does not send'),
  ContentType: headerText.min(1).max(78).optional(),
  ContentDisposition: z.enum(['ATTACHMENT', 'INLINE']).optional(),
  ContentDescription: headerText.optional(),
  ContentId: headerText.optional(),
  ContentTransferEncoding: z
    .string()
    .default('SEVEN_BIT')
    .refine(
      (encoding) => encoding === 'BASE64',
      'must be BASE64: the local SES writes no other, and bytes survive no other',
    ),
});
export const Simple = z.strictObject({
  Subject: Content.extend({ Data: headerText }),
  Body: z
    .strictObject({ Text: Content.optional(), Html: Content.optional() })
    .refine(({ Text, Html }) => Text || Html, 'has neither Text nor Html'),
  Headers: z.array(Header).max(15).default([]),
  Attachments: z.array(Attachment).default([]),
});
const addresses = z.array(headerText).default([]);

/** The body of SES v2's SendEmail, as far as the local SES goes; anything more is refused by its name. */
export const SendEmail = z.strictObject({
  FromEmailAddress: headerText.optional(),
  Destination: z.strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }).optional(),
  ReplyToAddresses: addresses,
  FeedbackForwardingEmailAddress: headerText.optional(),
  Content: z.union([z.strictObject({ Simple }), z.strictObject({ Raw: z.strictObject({ Data: z.base64() }) })], {
    error: 'must be one of Simple and Raw, as SES takes them',
  }),
  EmailTags: z.array(Tag).default([]),
  ConfigurationSetName: headerText.optional(),
});
