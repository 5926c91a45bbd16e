import { cspHash, type Html, html } from './html.ts';
import { STYLE } from './style.ts';

export type Page = { headers: Record<string, string>; body: string };

/**
 * A whole page with headers that let it load nothing and run nothing.
 * @param formAction where its forms may lead, redirects included; `'self'` unless told
 * @param script an inline script to let through, by its hash
 */
export function page(title: string, main: Html, options: { formAction?: string[]; script?: string } = {}): Page {
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src ${cspHash(STYLE)}`,
    options.script ? `script-src ${cspHash(options.script)}` : undefined,
    `form-action ${["'self'", ...(options.formAction ?? [])].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>${main}</main>
${options.script !== undefined && { markup: `<script>${options.script}</script>` }}
</body>
</html>
`;
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.filter(Boolean).join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    },
    body: markup,
  };
}
