const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'file', 'range', 'color']);

/** Whether a key that is pressed there becomes text, or chooses something by its letter. */
export function typesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('[role="menu"], [role="listbox"], [role="combobox"]') !== null;
}
