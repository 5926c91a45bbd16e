import type { Content } from '../action/content.ts';
import { readHttpTarget } from '../action/http-target.ts';
import type { Agent } from '../agent/agent.ts';
import { readRecipient } from './email-address.ts';
import type { Hours } from './hours.ts';
import type { Limits } from './limits.ts';
import { readPhone } from './phone-number.ts';

/** When and how often this content's capability, or its tool, may be used. */
export type Usage = { hours?: Hours | undefined; limits?: Limits | undefined };

export function usageOf(capabilities: Agent['capabilities'], content: Content): Usage {
  if (content.capability !== 'use_tool') return capabilities[content.capability] ?? {};
  return capabilities.tools.find(({ name }) => name === content.input.tool) ?? {};
}

/** Under which name its uses are counted: each tool has counts of its own. */
export function countedAs(content: Content): string {
  return content.capability === 'use_tool' ? `tool:${content.input.tool}` : content.capability;
}

/** Whom an action would reach, in the one spelling that counts go by: addresses, a number, a host. */
export function recipientsOf(content: Content): string[] {
  switch (content.capability) {
    case 'send_email': {
      const { to, cc = [], bcc = [] } = content.input;
      return [...to, ...cc, ...bcc].flatMap((text) => {
        const read = readRecipient(text);
        return read.readable ? [read.comparable] : [];
      });
    }
    case 'send_sms':
    case 'make_call': {
      const read = readPhone(content.input.to);
      return read.readable ? [read.address] : [];
    }
    case 'http_request':
      return [readHttpTarget(content.input.url)?.host ?? content.input.url];
    case 'use_tool':
      return [];
  }
}
