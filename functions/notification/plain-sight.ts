/** What is not seen, or turns around what is: controls but for tabs and ends of lines, formats, and blanks that look like none. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u3164]/gu;

/** Text with what hides in it written out, e.g. `<U+202E>`: an email is read in programs that show it in their own ways. */
export function inPlainSight(text: string): string {
  return text.replaceAll(
    UNSEEN,
    (one) => `<U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

/** Names come from people; in a subject they must not end the line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ').trim();
}
