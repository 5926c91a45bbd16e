import { useState } from 'react';

/**
 * What a person makes of something stored, until it is saved. Somebody else's newer version does not take their words away:
 * it is used once nothing is changed, and saving over it is refused by its version.
 */
export function useDraft<T>(stored: T, begin?: T) {
  const [draft, setDraft] = useState<T | undefined>(begin);
  const value = draft ?? stored;
  return {
    value,
    isChanged: draft !== undefined && JSON.stringify(draft) !== JSON.stringify(stored),
    change: (part: Partial<T>) => setDraft({ ...value, ...part }),
    set: (whole: T) => setDraft(whole),
    reset: () => setDraft(undefined),
  };
}
