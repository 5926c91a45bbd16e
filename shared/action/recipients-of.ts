import type { Action } from './action.ts';
import { type Content, openContent } from './content.ts';
import { readHttpTarget } from './http-target.ts';

/** Whom an action goes to; of content that cannot be read, nobody. */
export function recipientsIn({ capability, content }: Pick<Action, 'capability' | 'content'>): string[] {
  try {
    return recipientsOf(openContent(capability, content));
  } catch {
    return [];
  }
}

/** Whom content goes to, or what it asks: addresses, a number, a host, the name of a tool; each once, in small letters. */
function recipientsOf({ capability, input }: Content): string[] {
  switch (capability) {
    case 'send_email':
      return [...new Set([input.to, input.cc ?? [], input.bcc ?? []].flat().map((one) => one.toLowerCase()))];
    case 'send_sms':
    case 'make_call':
      return [input.to];
    case 'http_request':
      return [readHttpTarget(input.url)?.host ?? input.url.toLowerCase()];
    case 'use_tool':
      return [input.tool];
  }
}
