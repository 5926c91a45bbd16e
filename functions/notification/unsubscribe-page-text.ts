import type { HttpReply } from '#shared/http.ts';

/** What a person sees who follows the link at the end of an email. The button posts to the address of the page itself. */
export function askToUnsubscribe(): HttpReply {
  return page(
    'Stop emails from Countersign?',
    '<p>You will no longer get emails about approvals that wait for you. They stay in your bell menu.</p>' +
      '<form method="post"><button>Stop emails</button></form>',
  );
}

export function unsubscribedPage(): HttpReply {
  return page(
    'You get no more emails from Countersign',
    '<p>What waits for you stays in your bell menu. You can turn emails on again in your preferences.</p>',
  );
}

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.25rem}' +
  'h1{font-size:1.25rem}button{font:inherit;padding:.6rem 1rem;min-height:2.75rem}';

function page(title: string, body: string): HttpReply {
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000',
    },
    body:
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`,
  };
}
