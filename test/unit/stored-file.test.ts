import { describe, expect, it } from 'vitest';
import { readContent } from '#shared/action/content.ts';
import { isOwnFile } from '#shared/files/stored-file.ts';
import { aFile, anEmail, readEmail, sealedEmail } from '../support/builders.ts';

const read = (over: Record<string, unknown>) => readContent('send_email', anEmail({ attachments: [aFile(over)] }));

describe('a file that an agent attaches', () => {
  it('is part of what is approved, with everything that says which bytes it is', () => {
    expect(readEmail(anEmail({ attachments: [aFile()] })).input.attachments).toEqual([aFile()]);
    const hashes = [{}, { sha256: 'b'.repeat(64) }, { versionId: 'v2' }, { name: 'b.pdf' }, { size: 8 }].map(
      (over) => sealedEmail({ attachments: [aFile(over)] }).hash,
    );
    expect(new Set(hashes).size).toBe(5);
  });

  it.each([
    ['Terms.pdf'],
    ['Räkning 2026 (kopia).tar.gz'],
    ["Bo's notes, v1.2 [final] & more = all.txt"],
    ['請求書.pdf'],
    ['exe.pdf'],
  ])('may be called %s', (name) => {
    expect(() => read({ name })).not.toThrow();
  });

  it.each([
    ['a path', '../terms.pdf'],
    ['a path of another system', 'C:\\terms.pdf'],
    ['a line break', 'terms\r\nBcc: eve@evil.example.pdf'],
    ['a null', 'terms\u0000.pdf'],
    ['a right-to-left override', 'terms\u202efdp.exe.pdf'],
    ['a zero-width space', 'ter\u200bms.pdf'],
    ['a quote, which ends a parameter of a header', 'terms".pdf'],
    ['a semicolon, which begins another one', 'terms; filename=a.pdf'],
    ['an encoded-word', '=?utf-8?q?terms?=.pdf'],
    ['no extension', 'terms'],
    ['nothing but an extension', '.pdf'],
    ['a space at its end', 'terms.exe '],
    ['a dot at its end', 'terms.exe.'],
    ['a full-width extension', 'terms.ｅxe'],
    ['101 characters', `${'a'.repeat(97)}.pdf`],
  ])('may not be called with %s', (_, name) => {
    expect(() => read({ name })).toThrow(/file name|too_big/i);
  });

  it.each(['setup.exe', 'a.pdf.JS', 'b.Ps1', 'c.com', 'd.msh2xml', 'e.xnk'])('is none that SES refuses: %s', (name) => {
    expect(() => read({ name })).toThrow(/Amazon SES sends no files with this extension/);
  });

  it.each([
    ['nowhere', 'terms.pdf'],
    ['beside the agents', 'inbound/terms.pdf'],
    ['up', 'agents/agt_1/../agt_2/terms.pdf'],
    ['up at its end', 'agents/agt_1/..'],
    ['in a place without a name', 'agents/agt_1//terms.pdf'],
    ['at the root', '/agents/agt_1/terms.pdf'],
    ['in a folder', 'agents/agt_1/'],
    ['at an encoded place', 'agents/agt_1/%2e%2e/agt_2/terms.pdf'],
    ['at an address', 's3://other/agents/agt_1/terms.pdf'],
  ])('does not lie %s', (_, key) => {
    expect(() => read({ key })).toThrow(/A key is/);
  });

  it.each([
    [{ size: 0 }],
    [{ size: 1.5 }],
    [{ sha256: 'A'.repeat(64) }],
    [{ sha256: 'a'.repeat(63) }],
    [{ versionId: 'null' }],
    [{ versionId: '' }],
    [{ contentType: 'application/pdf; name=a.exe' }],
    [{ contentType: 'text/csv\r\nBcc: eve' }],
    [{ contentType: 'multipart/mixed' }],
    [{ contentType: 'message/rfc822' }],
    [{ contentType: `a/${'b'.repeat(77)}` }],
    [{ bucket: 'another' }],
  ])('is refused with %j', (over) => {
    expect(() => read(over)).toThrow();
  });
});

describe('the files of one email', () => {
  const withFiles = (files: Record<string, unknown>[]) =>
    readContent('send_email', anEmail({ attachments: files.map((file) => aFile(file)) }));

  it('are at most ten', () => {
    expect(() => withFiles(Array(10).fill({}))).not.toThrow();
    expect(() => withFiles(Array(11).fill({}))).toThrow(/at most 10 attachments/);
  });

  it('are at most 7 MB together', () => {
    expect(() => withFiles([{ size: 6_000_000 }, { size: 1_000_000 }])).not.toThrow();
    expect(() => withFiles([{ size: 6_000_000 }, { size: 1_000_001 }])).toThrow(/at most 7000000 bytes/);
  });
});

describe('the folder of an agent', () => {
  it.each([
    ['agents/agt_1/terms.pdf', true],
    ['agents/agt_1/a/b.pdf', true],
    ['agents/agt_2/terms.pdf', false],
    ['agents/agt_10/terms.pdf', false],
    ['agents/agt_1', false],
    ['agents/agt_1/../agt_2/terms.pdf', false],
  ])('has %s in it: %s', (key, own) => {
    expect(isOwnFile('agt_1', aFile({ key }))).toBe(own);
  });
});
