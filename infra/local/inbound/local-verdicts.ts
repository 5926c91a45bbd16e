import { parseRawMessage } from '../ses/raw-message.ts';

const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
type VerdictStatus = (typeof VERDICTS)[number];
type VerdictName = 'spf' | 'dkim' | 'dmarc' | 'spam' | 'virus';
export type Verdicts = Record<VerdictName, VerdictStatus>;

const HEADER = /^x-local-verdict-(spf|dkim|dmarc|spam|virus)$/i;

/** One whole header of a mail, with its folded lines. */
const LINE = /^x-local-verdict-[^\r\n]*\r?\n([ \t][^\r\n]*\r?\n)*/gim;

/** What SES finds in a mail: everything is well, but for what a header such as `X-Local-Verdict-Dmarc: FAIL` says instead. */
export function readLocalVerdicts(raw: Buffer): Verdicts {
  const said = parseRawMessage(raw).headers.flatMap(({ name, value }) => {
    const [, which = ''] = HEADER.exec(name) ?? [];
    const status = VERDICTS.find((one) => one === value.trim().toUpperCase());
    return which && status ? [[which.toLowerCase(), status]] : [];
  });
  const usual: Verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' };
  return { ...usual, ...Object.fromEntries(said) };
}

/** The mail without those headers: no sender outside has them. */
export function withoutLocalVerdicts(raw: Buffer): Buffer {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = `${text.slice(0, end)}\r\n`.replace(LINE, '').replace(/\r\n$/, '');
  return Buffer.from(head + text.slice(end), 'latin1');
}
