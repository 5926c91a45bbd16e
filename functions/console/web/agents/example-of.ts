/** The example as the capability takes it; what the person left out is filled in. */
export function exampleOf(capability: string, to: string, more: string): Record<string, unknown> {
  const split = (text: string) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  switch (capability) {
    case 'send_email':
      return { to: split(to), ...(more ? { bcc: split(more) } : {}), subject: 'An example', text: 'An example.' };
    case 'send_sms':
      return { to: to.trim(), text: 'An example.' };
    case 'make_call':
      return { to: to.trim(), text: 'An example.', voiceId: 'AMY' };
    case 'http_request': {
      const [, method = 'GET', url = to.trim()] = /^([A-Z]+)\s+(\S+)$/.exec(to.trim()) ?? [];
      return { method, url };
    }
    default:
      return jsonOr(more);
  }
}

function jsonOr(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return { notJson: text };
  }
}
