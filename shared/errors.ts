/**
 * Every refusal a caller can meet: its HTTP status and what to do. `docs/errors.md` prints this table.
 * A code, once published, keeps its meaning.
 */
export const ERRORS = {
  INVALID_REQUEST: { status: 400, title: 'The request is not in the expected form.' },
  UNAUTHENTICATED: { status: 401, title: 'Sign in again: an access token of this workspace is needed.' },
  INVALID_INPUT: {
    status: 400,
    title: 'The input does not fit the capability, and nothing was done. Read `message` and correct it.',
  },
  CONFIRM_MISMATCH: { status: 400, title: 'The confirmation does not match. Type it exactly as it is asked for.' },
  BAD_SIGNATURE: {
    status: 401,
    title: 'The webhook signature does not match. Sign the raw body with the secret of this trigger.',
  },
  BAD_KEY: {
    status: 401,
    title: 'The agent key is missing, wrong, revoked or over. Send `Authorization: Bearer csk_…` with a living key.',
  },
  TRIGGER_PAUSED: {
    status: 409,
    title: 'This trigger or its agent is paused, so nothing was started. Send it again later.',
  },
  ADDRESS_TAKEN: { status: 409, title: 'Another trigger has this address. Choose another one.' },
  TOO_MANY_TRIGGERS: { status: 409, title: 'This agent has as many triggers as one may have. Remove one first.' },
  NOT_A_MEMBER: { status: 403, title: 'You are not a member of this workspace. Ask an admin to invite you.' },
  NOT_ALLOWED: { status: 403, title: 'Your level here does not allow this. Ask an owner, or an admin.' },
  NOT_ADMIN: { status: 403, title: 'Only an admin of this workspace may do this. Ask one.' },
  DOMAIN_NOT_ALLOWED: {
    status: 403,
    title: 'Addresses of this domain may not be invited. An admin can add it to the allowed domains.',
  },
  STEP_UP_REQUIRED: { status: 403, title: 'This needs a fresh sign-in. Sign in once more, then decide.' },
  REQUESTER_MAY_NOT_DECIDE: {
    status: 403,
    title: 'You asked for this in a chat, so somebody else must approve it. You may still reject it.',
  },
  ACTION_BLOCKED: { status: 403, title: 'A rule of this agent forbids this. Do not try it again.' },
  ACTION_LIMITED: { status: 403, title: 'A limit of this agent is reached. Try later, or ask whoever set it.' },
  NOT_FOUND: { status: 404, title: 'There is nothing here that you may see.' },
  ALREADY_DECIDED: { status: 409, title: 'Somebody decided this already. Nothing was changed by your decision.' },
  CONTENT_CHANGED: {
    status: 409,
    title: 'This is not what you were shown. Open it again and decide on what it says now.',
  },
  NOT_PENDING: { status: 409, title: 'This action does not wait for a decision.' },
  SAME_PERSON: { status: 409, title: 'You agreed to this already. Another person must agree too.' },
  TOO_LATE_TO_WITHDRAW: {
    status: 409,
    title: 'This cannot be withdrawn any more. Open it again and look at what became of it.',
  },
  NOT_TO_SEND_AGAIN: {
    status: 409,
    title: 'Only what failed or is uncertain can be sent again. Open it again and look at what it says now.',
  },
  BLOCKED_NOW: { status: 409, title: 'A rule of this agent blocks this now. Change the rule first, or leave it.' },
  NOT_UNCERTAIN: {
    status: 409,
    title: 'This is not uncertain as you were shown. Open it again and look at what it says now.',
  },
  CANNOT_STAND_IN: {
    status: 422,
    title:
      'This person cannot stand in for you. Name another member of this workspace, and a period that has not ended.',
  },
  EDIT_BLOCKED: {
    status: 422,
    title: 'A rule of this agent blocks what you changed it to. Change it once more, or reject it.',
  },
  VERSION_CONFLICT: {
    status: 409,
    title: 'Somebody changed this meanwhile. Open it again, and change what it says now.',
  },
  LAST_ADMIN: { status: 409, title: 'This is the last admin. Make somebody else an admin first.' },
  PERSON_EXISTS: { status: 409, title: 'Somebody with this address is in the workspace already.' },
  WORKSPACE_EXISTS: { status: 409, title: 'This workspace is set up already. Ask an admin to invite you.' },
  TEAM_HAS_AGENTS: { status: 409, title: 'Agents belong to this team. Move or delete them first.' },
  AGENT_HAS_OPEN_WORK: {
    status: 409,
    title: 'Something of this agent waits or runs. Withdraw all of it first, and wait for what runs.',
  },
  TOO_MANY: { status: 409, title: 'There are as many of these as there can be. Delete one first.' },
  IDEMPOTENCY_CONFLICT: { status: 409, title: 'This id was used for an action with other content. Use a new id.' },
  CONTENT_DAMAGED: {
    status: 409,
    title: 'The stored content cannot be read, so it cannot be approved. Reject it and tell an admin.',
  },
  AGENT_PAUSED: {
    status: 409,
    title: 'This agent is paused, so it answers nothing. Ask somebody who may edit it to let it go on.',
  },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This path does not take this method. Use one of `allow`.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body is not of a type that is taken. Send application/json.' },
  TOO_LARGE: { status: 413, title: 'The request is too large. Send less.' },
  BUSY: { status: 503, title: 'The database is busy. Nothing was changed; try again in a moment.' },
  INTERNAL: { status: 500, title: 'Something failed on our side. It was logged; try again.' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal with a stable code; `details` are shown to the caller, so they hold ids and states, never content. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(ERRORS[code].title, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
