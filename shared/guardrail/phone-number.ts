import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min/es6';

/** A phone number as it will be sent to, or why it cannot be read. */
export type ReadPhone =
  | {
      readable: true;
      /** E.164: `+46701740605`. What lists are compared with, and what is sent to. */
      address: string;
    }
  | { readable: false; why: 'hidden_character' | 'not_a_number' };

/** Control, format, bidi and unassigned characters, separators and fillers that are not seen. A plain space is. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2007\u202f\u2800\u3164\uffa0]/u;

/** Digits are ASCII, and beside them stands only what people put between digits. Letters would be an extension or a word. */
const WRITTEN = /^\+[0-9 ()./\p{Pd}]{1,40}$/u;

/** ITU-T E.164: a country code that does not begin with 0, at most 15 digits in all. */
const E164 = /^\+[1-9][0-9]{1,14}$/;

/**
 * Reads one number in international form, `+46 70-174 06 05` or `+44 (0)20 7946 0958`. A number without `+` belongs to a
 * country that is not said, and one with an extension is not one that the service dials: neither is readable. Whether
 * its length is possible there is checked; whether it is in use is not, as ranges change faster than this list of them.
 */
export function readPhone(text: string): ReadPhone {
  if (HIDDEN.test(text)) return { readable: false, why: 'hidden_character' };
  const number = WRITTEN.test(text) ? parsePhoneNumberFromString(text, { extract: false }) : undefined;
  if (!number?.isPossible() || !E164.test(number.number) || !isAsWritten(text, number)) {
    return { readable: false, why: 'not_a_number' };
  }
  return { readable: true, address: number.number };
}

/**
 * The digits dialled are those written, but for the zero that `+44 (0)20` leaves out: what people read is who is reached.
 * One zero: of `+46 00 70 …` another one would go each time that it is read, so who is judged would not be who is sent to.
 */
function isAsWritten(text: string, { number, countryCallingCode }: PhoneNumber): boolean {
  const national = number.slice(1 + countryCallingCode.length);
  const written = text.replaceAll(/[^0-9]/g, '');
  if (written === countryCallingCode + national) return true;
  return written === `${countryCallingCode}0${national}` && parsePhoneNumberFromString(number)?.number === number;
}
