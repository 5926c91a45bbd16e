/** Why a request did not do what it was to do. */
export type Problem = {
  /** A code of the API's catalogue; `NETWORK`, `FORBIDDEN` and `UNEXPECTED` are this page's own. */
  code: string;
  status: number;
  /** Who decided first. */
  winner?: { verdict: string; decidedBy: string } | undefined;
  /** Which field is wrong, and how to write it. */
  errors?: { path: string; message: string }[] | undefined;
  /** Anything more that the catalogue of errors says of this code. */
  [detail: string]: unknown;
};

export type Explained = { title: string; what: string; signIn?: true; retry?: true };

const WORDS: Record<string, Explained> = {
  CONTENT_CHANGED: {
    title: 'This is not what you were shown any more',
    what: 'Your decision was not recorded. Read what it says now, then decide on that.',
  },
  NOT_PENDING: { title: 'This no longer waits for a decision', what: 'Nothing was changed. Its state is shown here.' },
  CONTENT_DAMAGED: {
    title: 'The stored content cannot be read',
    what: 'It cannot be approved. Reject it and tell an admin of this workspace.',
  },
  BLOCKED_NOW: {
    title: 'A rule of this agent blocks this now',
    what: 'Nothing was changed. Change the rule first, or reject it. Where a tool leads elsewhere now, the agent must ask again.',
  },
  UNAUTHENTICATED: {
    title: 'Your sign-in has ended',
    what: 'Sign in again. You come back to this page.',
    signIn: true,
  },
  FORBIDDEN: {
    title: 'Your sign-in does not allow this',
    what: 'Sign in again. If that does not help, ask an admin of this workspace.',
    signIn: true,
  },
  NOT_A_MEMBER: { title: 'You are not a member of this workspace', what: 'Ask an admin to invite you.' },
  NOT_FOUND: {
    title: 'There is nothing here that you may see',
    what: 'The link may be wrong, or you may not decide for this agent. Ask its owner for access.',
  },
  TOO_LARGE: { title: 'The request was too large', what: 'Nothing was changed. Shorten your note and try again.' },
  INVALID_REQUEST: {
    title: 'The request was not understood',
    what: 'Nothing was changed. Reload the page, which may be out of date, and try again.',
  },
  STEP_UP_REQUIRED: {
    title: 'Prove that it is you',
    what: 'This needs a sign-in of just now. Nothing was changed; what you entered is kept, and you come back to this page.',
  },
  REQUESTER_MAY_NOT_DECIDE: {
    title: 'You asked for this in a chat, so somebody else must approve it',
    what: 'Nothing was changed. You can still reject it.',
  },
  VERSION_CONFLICT: {
    title: 'Somebody changed this meanwhile',
    what: 'Nothing of yours was saved. Reload the page, look at what it says now, and change that.',
  },
  SAME_PERSON: {
    title: 'You agreed to this already',
    what: 'Another person must agree too. You can still reject it.',
  },
  TOO_LATE_TO_WITHDRAW: {
    title: 'It is too late to withdraw this',
    what: 'It has begun, or was decided. What became of it is shown here.',
  },
  NOT_TO_SEND_AGAIN: {
    title: 'This cannot be sent again',
    what: 'Only what failed or is uncertain can. Look at what it says now.',
  },
  NOT_UNCERTAIN: {
    title: 'This is not uncertain any more',
    what: 'Somebody else, or the service itself, said what became of it. It is shown here.',
  },
  EDIT_BLOCKED: {
    title: 'A rule blocks what you changed it to',
    what: 'Nothing was changed. Change it once more, or reject it.',
  },
  NOT_ALLOWED: { title: 'You may not do this here', what: 'Nothing was changed. Ask an owner or an admin for access.' },
  NOT_ADMIN: { title: 'Only an admin may do this', what: 'Nothing was changed. Ask an admin of this workspace.' },
  CONFIRM_MISMATCH: { title: 'The confirmation does not match', what: 'Type it exactly as it is asked for.' },
  BUSY: { title: 'The service is busy', what: 'Wait a moment and try again.', retry: true },
  NETWORK: {
    title: 'The service could not be reached',
    what: 'Check your connection and try again. The same decision sent twice counts once.',
    retry: true,
  },
};

const UNEXPECTED: Explained = {
  title: 'Something failed on our side',
  what: 'Look at the state shown here, then try again. The same decision sent twice counts once.',
  retry: true,
};

const BY_STATUS: Record<number, string> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  429: 'BUSY',
  503: 'BUSY',
};

/** A refusal in words, and what to do about it. */
export function explain({ code, status, winner, title }: Problem): Explained {
  if (code === 'ALREADY_DECIDED') {
    const did = winner?.verdict === 'approve' ? 'approved' : 'rejected';
    const title = winner ? `${winner.decidedBy} ${did} this before you` : 'Somebody decided this before you';
    return { title, what: 'Your decision was not recorded and changed nothing.' };
  }
  const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  return known ?? asTold({ code, status, title }) ?? WORDS[BY_STATUS[status] ?? ''] ?? UNEXPECTED;
}

/** A code of the catalogue that has no words of its own here: its title says what to do. */
function asTold({ code, status, title }: Pick<Problem, 'code' | 'status' | 'title'>): Explained | undefined {
  if (code === '' || status >= 500 || typeof title !== 'string') return undefined;
  const [what = title, ...next] = title.split(/(?<=[.:]) /);
  return { title: what.replace(/[.:]$/, ''), what: next.join(' ') || 'Nothing was changed.' };
}
