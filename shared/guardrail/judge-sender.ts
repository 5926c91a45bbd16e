import { domainToUnicode } from 'node:url';
import { readRecipient } from './email-address.ts';
import { type Judgement, type Reason, withReason } from './guardrail.ts';
import { type EmailRecipients, RECIPIENT_FIELDS } from './judge-email.ts';
import { remembered } from './remembered.ts';

/** The display name of the system's own emails. */
export const SYSTEM_NAME = 'Countersign';

type Named = {
  /** What stands as the display name before the address that agents send from. */
  name: string;
  /** Where the system's own emails come from; an address of a domain that nobody else has a mailbox at. */
  systemSender: string | undefined;
};

/**
 * Whatever the settings allow: no email of an agent passes for one of the system's own, which ask people to sign in and
 * decide. The address that it comes from is fixed; so what could mislead is the agent's name before it, where an answer
 * goes, and the system's address among those who get it.
 */
export function blockImpersonation(
  email: EmailRecipients,
  { name, systemSender }: Named,
  judged: Judgement,
): Judgement {
  const reasons: Reason[] = passesForSystem(name, systemSender) ? [blocked('from', name)] : [];
  const own = systemSender === undefined ? undefined : split(systemSender);
  for (const field of own ? RECIPIENT_FIELDS : []) {
    for (const text of email[field] ?? []) {
      const address = readRecipient(text);
      const theirs = address.readable ? split(address.address) : undefined;
      // What cannot be read is blocked already.
      if (!theirs || theirs.domain !== own?.domain) continue;
      if (field === 'replyTo' || theirs.mailbox === own.mailbox) reasons.push(blocked(field, text));
    }
  }
  return reasons.reduce(withReason, judged);
}

function blocked(field: string, recipient: string): Reason {
  return { field, recipient, rule: 'passes_for_system', verdict: 'block' };
}

/** Names and addresses that are kept, as they look: of each a few hundred bytes. */
const KEPT = 500;

const seenName = remembered(KEPT, (name) => {
  const seen = asSeen(name);
  const letters = seen.replace(/[^\p{L}\p{N}]/gu, '');
  return { seen, isSystems: letters.includes(asSeen(SYSTEM_NAME)) };
});

function passesForSystem(name: string, systemSender = ''): boolean {
  const { seen, isSystems } = seenName(name);
  const { domain } = split(systemSender);
  return isSystems || (domain !== '' && seen.includes(`@${domain}`));
}

/** Mailbox without its `+tag`, and domain, as they look. */
const split = remembered(KEPT, (address) => {
  const [local = '', domain = ''] = address.split('@');
  return { mailbox: asSeen(local.split('+')[0] ?? ''), domain: asSeen(domainToUnicode(domain)) };
});

/** Letters of other scripts, and digits, that look like a Latin letter: those by which names and domains are imitated. */
const LOOKS_LIKE: Record<string, string> = {
  ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', п: 'n', о: 'o', р: 'p' },
  ...{ ԛ: 'q', г: 'r', ѕ: 's', т: 't', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y', ь: 'b', ո: 'n', ս: 'u', օ: 'o', ց: 'g', հ: 'h' },
  ...{ α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y', ω: 'w', σ: 'o', η: 'n' },
  ...{
    ı: 'i',
    ɡ: 'g',
    ɑ: 'a',
    ɩ: 'i',
    ꞓ: 'c',
    ꜱ: 's',
    ɴ: 'n',
    ø: 'o',
    đ: 'd',
    ŧ: 't',
    ł: 'l',
    '0': 'o',
    '1': 'l',
    '5': 's',
  },
  '|': 'l',
};

/** Without case, accents, widths, what is not shown, and look-alikes: what is equal here can be mistaken for each other. */
function asSeen(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();
  return [...plain].map((letter) => LOOKS_LIKE[letter] ?? letter).join('');
}
