import { describe, expect, it } from 'vitest';
import { attachmentAt, withoutBytes } from '../../../infra/local/pages/mail-attachments.ts';
import { mailboxPage } from '../../../infra/local/pages/mailbox-page.ts';
import type { KeptMail } from '../../../infra/local/ses/mailbox.ts';

const BYTES = Buffer.from('<script>alert(1)</script>\r\n\u0000');
const attachment = {
  ...{ fileName: "Bo's <b>.html", contentType: 'text/html', bytes: BYTES.length, sha256: 'a'.repeat(64) },
  content: BYTES.toString('base64'),
};
const mail: KeptMail = {
  ...{ messageId: 'msg-1', sentAt: '2026-11-23T08:00:00.000Z', sentBy: 'EmailExecutor' },
  ...{ from: 'agents@countersign.example', to: ['ada@example.com'], cc: [], bcc: [], replyTo: [] },
  ...{ subject: 'Terms', headers: [], tags: [], attachments: [attachment] },
};

describe('an attachment of a mail', () => {
  it('is told on the page by its name, type, size and sum, with a link', () => {
    const { body } = mailboxPage({ mails: [mail], to: undefined, waiting: [] });
    expect(body).toContain(
      `<a href="/_local/mailbox/msg-1/0" download>Bo&#39;s &lt;b&gt;.html</a> text/html, ${BYTES.length} bytes, sha256 ${'a'.repeat(64)}`,
    );
  });

  it('is downloaded byte for byte, as what no browser runs', () => {
    const download = attachmentAt([mail], '/_local/mailbox/msg-1/0');
    expect(download).toMatchObject({
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': "attachment; filename*=UTF-8''Bo%27s%20%3Cb%3E.html",
      },
    });
    expect(BYTES.equals(download?.body ?? Buffer.alloc(0))).toBe(true);
  });

  it.each(['/_local/mailbox/msg-1/1', '/_local/mailbox/msg-2/0', '/_local/mailbox/msg-1/0/', '/_local/mailbox.json'])(
    'is not at %s',
    (path) => {
      expect(attachmentAt([mail], path)).toBeUndefined();
    },
  );

  it('is told in JSON without its bytes', () => {
    const { content, ...about } = attachment;
    expect(withoutBytes([mail])).toEqual([{ ...mail, attachments: [about] }]);
  });
});
