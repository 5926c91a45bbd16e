import { AppError } from '#shared/errors.ts';
import { readStrictJson } from '#shared/http.ts';
import { MAX_DATA_BYTES } from '#shared/trigger/start-agent.ts';

const JSON_TYPE = /^\s*application\/([\w.+-]+\+)?json\s*(;|$)/i;
const FORM_TYPE = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * The data of a webhook's body, as JSON. JSON is kept as it came; what agent and approver could read differently is
 * refused. A form becomes an object of strings, and of lists where a field comes more than once. Nothing else is taken.
 */
export function readWebhookBody(body: string, type: string | undefined): string {
  if (type !== undefined && FORM_TYPE.test(type)) return readForm(body);
  if (type !== undefined && !JSON_TYPE.test(type)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  readStrictJson(body, { roundFractions: true });
  return body;
}

function readForm(body: string): string {
  const fields = new Map<string, string | string[]>();
  for (const pair of body.split('&').filter(Boolean)) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair)?.map(decoded) ?? [];
    if (name === '__proto__') throw unreadable('forbidden_key', 'The field `__proto__` is not taken. Leave it out.');
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  const data = JSON.stringify(Object.fromEntries(fields));
  // One byte of a form can be six of JSON.
  if (Buffer.byteLength(data) > MAX_DATA_BYTES) throw new AppError('TOO_LARGE', { limitBytes: MAX_DATA_BYTES });
  return data;
}

/** Strictly, where URLSearchParams would put a replacement character in the place of what it cannot read. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw unreadable('not_utf8', 'The form is not percent-encoded UTF-8. Encode it so.');
  }
}

function unreadable(reason: string, message: string): AppError {
  return new AppError('INVALID_REQUEST', { reason, errors: [{ path: '', message }] });
}
