import * as z from 'zod';

/**
 * A msg-id of RFC 5322, 3.6.4: `<id-left@id-right>` of dot-atom-text, or a literal in brackets on the right. Obsolete
 * forms and comments are refused, since programs read them in several ways.
 */
const MESSAGE_ID =
  /^<[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*|\[[!-Z^-~]*\])>$/;

/** What SES takes as the value of one header. */
const MAX_HEADER = 870;

export const MessageId = z.string().max(250).regex(MESSAGE_ID, 'A message id is such as <1234@mail.example>.');

/** Oldest first, as the header has them. */
export const References = z
  .array(MessageId)
  .max(20)
  .refine((ids) => ids.join(' ').length <= MAX_HEADER, `References together are at most ${MAX_HEADER} characters.`);
