import { beforeEach, describe, expect, it } from 'vitest';
import { ownCapability } from '../../../functions/execution/executors/own-capability.ts';
import { sendEmail } from '../../../functions/execution/executors/send-email.ts';
import { EmailInput } from '../../../shared/action/email-content.ts';
import { checkStoredFile } from '../../../shared/files/read-stored-file.ts';
import type { StoredFile } from '../../../shared/files/stored-file.ts';
import { MAX_ATTEMPTS } from '../../../shared/ledger/authority.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';
import { startMail } from '../../support/mail.ts';
import { startObjects, storeFile } from '../../support/objects.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const BYTES = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7) % 256));
const OWN = { key: 'agents/agt_invoice/terms.pdf' };
const DANA = { to: ['dana@customer.example'], subject: 'Terms', text: 'They are attached.' };
const env = { AGENT_SENDER: 'agents@countersign.example', CONFIGURATION_SET: 'agent-mail' };

/** What a function of the stack may: read versions that it can name. */
const MAY_READ = ['s3:GetObjectVersion'];

describe('an email with a file', () => {
  const workspace = useWorkspace();
  beforeEach(() => workspace.settle({}));

  async function mailRoom(may = MAY_READ) {
    const { objects, s3 } = await closing(startObjects(await emptyDirectory(), may));
    const { mailbox, client: ses } = await closing(startMail(await emptyDirectory()));
    const files = { s3, bucket: 'files' };
    workspace.looksForFiles((file) => checkStoredFile(files, file));
    const prepare = ownCapability('send_email', EmailInput, sendEmail({ ses, files, env }));
    const versionOf = ({ key, versionId }: StoredFile) => {
      const version = objects.find('files', key, versionId);
      if (!version) throw new Error('It is not there');
      return version;
    };
    return { objects, mailbox, versionOf, execute: (pk: string) => workspace.execute({ pk, round: 1 }, prepare) };
  }
  const askWith = (...attachments: StoredFile[]) => workspace.request('send_email', { ...DANA, attachments });
  const approved = async (...attachments: StoredFile[]) => {
    const { actionId } = await askWith(...attachments);
    await workspace.decide('per_olivia', actionId);
    return actionId;
  };

  it('goes out as it was approved, byte for byte, with its thread and its HTML', async () => {
    const { objects, mailbox, execute } = await mailRoom();
    const files = [
      await storeFile(objects, BYTES, OWN),
      await storeFile(objects, Buffer.from('a;b\r\n'), { ...OWN, name: 'Räkning.csv', contentType: 'text/csv' }),
    ];
    const more = {
      html: '<p>They are <b>attached</b>.</p>\n',
      inReplyTo: '<2@c.example>',
      references: ['<1@c.example>'],
    };
    const { actionId } = await workspace.request('send_email', { ...DANA, ...more, attachments: files });
    await workspace.decide('per_olivia', actionId);
    await execute(actionId);
    const [mail, ...others] = mailbox.messages();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ ...DANA, html: more.html });
    expect(mail?.headers).toEqual([
      { name: 'X-Countersign-Agent', value: 'agt_invoice' },
      { name: 'Auto-Submitted', value: 'auto-generated' },
      { name: 'In-Reply-To', value: '<2@c.example>' },
      { name: 'References', value: '<1@c.example>' },
    ]);
    expect(mail?.attachments).toMatchObject(
      files.map(({ name, contentType, size, sha256 }) => ({ fileName: name, contentType, bytes: size, sha256 })),
    );
    expect(BYTES.equals(Buffer.from(mail?.attachments[0]?.content ?? '', 'base64'))).toBe(true);
    expect(await workspace.stateOf(actionId)).toBe('executed');
  });

  it('goes out with the version that was approved, though another one is stored under its name', async () => {
    const { objects, mailbox, execute } = await mailRoom();
    const file = await storeFile(objects, BYTES, OWN);
    const actionId = await approved(file);
    await storeFile(objects, Buffer.from('swapped'), OWN);
    await execute(actionId);
    expect(mailbox.messages()[0]?.attachments).toMatchObject([{ sha256: file.sha256 }]);
  });

  it('is not sent when its version was deleted after the approval: tried again for a while, then failed', async () => {
    const { objects, mailbox, versionOf, execute } = await mailRoom();
    const file = await storeFile(objects, BYTES, OWN);
    const actionId = await approved(file);
    await storeFile(objects, BYTES, OWN);
    await objects.remove(versionOf(file));
    await execute(actionId);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', attempt: 1 });
    for (let attempt = 2; attempt <= MAX_ATTEMPTS; attempt += 1) {
      workspace.clock.now = new Date(workspace.clock.now.getTime() + 15 * MINUTE);
      await execute(actionId);
    }
    expect(mailbox.messages()).toEqual([]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'failed', outcome: { code: 'file_unreadable' } });
    expect(await workspace.stateOf(actionId)).toBe('failed');
  });

  it('is not sent when the bytes are others than those approved, whoever said that they are there', async () => {
    const { objects, mailbox, execute } = await mailRoom();
    workspace.looksForFiles(async () => 'stored');
    const file = await storeFile(objects, BYTES, OWN);
    const swapped = await storeFile(objects, Buffer.alloc(BYTES.length), OWN);
    const actionId = await approved({ ...file, versionId: swapped.versionId });
    await execute(actionId);
    expect(mailbox.messages()).toEqual([]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'failed', outcome: { code: 'content_mismatch' } });
  });

  it('waits while a right to read it is missing, and is sent once it is there', async () => {
    const may = [...MAY_READ];
    const { objects, mailbox, execute } = await mailRoom(may);
    const actionId = await approved(await storeFile(objects, BYTES, OWN));
    may.length = 0;
    await execute(actionId);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', attempt: 1 });
    may.push(...MAY_READ);
    workspace.clock.now = new Date(START.getTime() + MINUTE);
    await execute(actionId);
    expect(mailbox.messages()).toHaveLength(1);
  });

  it('waits when the bucket does not answer, and is sent later', async () => {
    const { objects, mailbox, execute } = await mailRoom();
    const actionId = await approved(await storeFile(objects, BYTES, OWN));
    const read = objects.read;
    objects.read = () => Promise.reject(new Error('out of order'));
    await execute(actionId);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', attempt: 1 });
    expect(mailbox.messages()).toEqual([]);
    objects.read = read;
    workspace.clock.now = new Date(START.getTime() + MINUTE);
    await execute(actionId);
    expect(mailbox.messages()).toHaveLength(1);
  });

  it.each([
    ['is of another length', (file: StoredFile) => ({ ...file, size: file.size + 1 }), 'file_differs'],
    ['has another sha256', (file: StoredFile) => ({ ...file, sha256: 'a'.repeat(64) }), 'file_differs'],
    ['has no such version', (file: StoredFile) => ({ ...file, versionId: 'v1' }), 'file_not_stored'],
    ['is stored nowhere', (file: StoredFile) => ({ ...file, key: 'agents/agt_invoice/other.pdf' }), 'file_not_stored'],
    ['is of another agent', (file: StoredFile) => ({ ...file, key: 'agents/agt_stock/terms.pdf' }), 'foreign_file'],
  ])('is blocked at once when the file %s', async (_, change, reason) => {
    const { objects } = await mailRoom();
    await storeFile(objects, BYTES, { key: 'agents/agt_stock/terms.pdf' });
    const outcome = await askWith(change(await storeFile(objects, BYTES, OWN)));
    expect(outcome).toMatchObject({ outcome: 'blocked', reason });
    expect(await workspace.stateOf(outcome.actionId)).toBe('blocked');
  });

  it('is blocked when the file was stored without a SHA-256 checksum, or in parts', async () => {
    const { objects } = await mailRoom();
    const file = await storeFile(objects, BYTES, OWN);
    for (const checksums of [{}, { crc32: 'AAAAAA==' }, { sha256: `${Buffer.alloc(32).toString('base64')}-2` }]) {
      const { versionId } = await objects.put('files', file.key, { bytes: BYTES, checksums });
      expect(await askWith({ ...file, versionId })).toMatchObject({ reason: 'file_without_checksum' });
    }
  });

  it('can be edited so that a file goes, and not so that one comes', async () => {
    const { objects, mailbox, execute } = await mailRoom();
    const [kept, other] = [await storeFile(objects, BYTES, OWN), await storeFile(objects, Buffer.from('no'), OWN)];
    const { actionId } = await askWith(kept, other);
    const edit = (attachments: StoredFile[]) =>
      workspace.press('per_olivia', actionId, 'approve', { edited: { ...DANA, attachments } });
    const brought = await storeFile(objects, Buffer.from('brought'), OWN);
    for (const files of [[kept, brought], [{ ...kept, name: 'renamed.pdf' }]]) {
      await expect(edit(files)).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
        details: { errors: [{ path: 'edited.attachments' }] },
      });
    }
    await edit([kept]);
    await execute(actionId);
    expect(mailbox.messages()[0]?.attachments).toMatchObject([{ sha256: kept.sha256 }]);
  });
});
