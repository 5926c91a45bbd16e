/** A capability's settings as its form changes them; what the form does not know goes back as it came. */
export type HttpRule = { host: string; methods?: string[]; pathPrefix?: string };
export type Window = { days: string[]; from: string; to: string };
export type Hours = { timeZone: string; windows: Window[]; outside: 'ask' | 'block' };
export type Limits = {
  perHour?: number | undefined;
  perDay?: number | undefined;
  perRecipientPerDay?: number | undefined;
  timeZone?: string;
  beyond: 'ask' | 'block';
};
type Listed = { restrict: true; inside: 'allow' | 'ask'; outside: 'ask' | 'block' };
export type Guardrail =
  | { restrict: false; askAlways?: boolean; requireApproval?: boolean }
  | (Listed & { allowList: string[] | HttpRule[] });

export type CapabilitySettings = {
  enabled: boolean;
  guardrail: Guardrail;
  notifyAgentDefault: boolean;
  approversNeeded: 1 | 2;
  stepUp?: boolean | undefined;
  requesterMayNotDecide?: boolean | undefined;
  hours?: Hours | undefined;
  limits?: Limits | undefined;
  [other: string]: unknown;
};

export const NEW_SETTINGS = (capability: string): CapabilitySettings => ({
  enabled: true,
  guardrail: { restrict: false, ...(capability === 'http_request' ? { requireApproval: true } : { askAlways: true }) },
  notifyAgentDefault: false,
  approversNeeded: 1,
});

/** What a capability is called, what is done with it, and how an entry of its list is written. */
export const CAPABILITIES: Record<string, { title: string; does: string; one: string; entry: string }> = {
  send_email: {
    title: 'Emails',
    does: 'send emails',
    one: 'email',
    entry: 'An address, a domain (acme.com), or *.acme.com for what is below it',
  },
  send_sms: {
    title: 'Text messages',
    does: 'send text messages',
    one: 'text message',
    entry: 'A number with its country code (+46701740605), or a beginning (+46*)',
  },
  make_call: {
    title: 'Calls',
    does: 'make calls',
    one: 'call',
    entry: 'A number with its country code (+46701740605), or a beginning (+46*)',
  },
  http_request: {
    title: 'HTTP requests',
    does: 'send HTTP requests',
    one: 'request',
    entry: 'A host (api.acme.com), perhaps with methods before it and a path after it: GET,POST api.acme.com/v1',
  },
};

/** The way an agent asks: nothing listed and always asking, nothing listed and never, or a list. */
export type Mode = 'always' | 'never' | 'list';

export function modeOf(guardrail: Guardrail): Mode {
  if (guardrail.restrict) return 'list';
  return (guardrail.askAlways ?? guardrail.requireApproval ?? true) ? 'always' : 'never';
}

export function withMode(capability: string, mode: Mode): Guardrail {
  if (mode === 'list') return { restrict: true, allowList: [], inside: 'allow', outside: 'ask' };
  const asks = mode === 'always';
  return { restrict: false, ...(capability === 'http_request' ? { requireApproval: asks } : { askAlways: asks }) };
}

/** An entry of a list as text, one way for addresses, numbers and requests. */
export function entryToText(entry: string | HttpRule): string {
  if (typeof entry === 'string') return entry;
  const methods = entry.methods ? `${entry.methods.join(',')} ` : '';
  return `${methods}${entry.host}${entry.pathPrefix ?? ''}`;
}

/** `GET,POST api.acme.com/v1`; what cannot be read so goes to the API as it is, which says what is wrong with it. */
export function textToRule(text: string): HttpRule {
  const [, methods, host = text, pathPrefix] = /^(?:([A-Z,]+)\s+)?([^\s/]+)(\/\S*)?$/.exec(text.trim()) ?? [];
  return { host, ...(methods ? { methods: methods.split(',') } : {}), ...(pathPrefix ? { pathPrefix } : {}) };
}
