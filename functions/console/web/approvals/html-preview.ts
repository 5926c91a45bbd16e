/** Whatever could load, run, move or cover something. What is left is text and its structure. */
const TAKEN_OUT =
  'script, style, link, meta, base, title, iframe, frame, frameset, object, embed, applet, form, input, button, select, textarea, video, audio, source, track, svg, math, template, noscript, portal, dialog';

const POLICY = "default-src 'none'";
const FRAME = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light">`;

type Policy = { createHTML(html: string): string };
type Factory = { createPolicy(name: string, rules: Policy): Policy };

/**
 * The one policy that the page's CSP lets make HTML (`trusted-types html-preview`), and only this module has it: to parse
 * apart from the page, where nothing loads or runs, and for the frame that may do nothing.
 */
const { trustedTypes } = window as { trustedTypes?: Factory };
const asIs: Policy = { createHTML: (html) => html };
const policy = trustedTypes?.createPolicy('html-preview', asIs) ?? asIs;

/** A document for `srcdoc`: what an email's HTML says, without its styles, pictures and anything that acts. */
export function previewDocument(html: string): string {
  return policy.createHTML(FRAME + plainHtml(html));
}

function plainHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
  for (const element of body.querySelectorAll(TAKEN_OUT)) element.remove();
  for (const element of body.querySelectorAll('*')) {
    const says = inWords(element);
    for (const { name } of [...element.attributes]) {
      if (name !== 'colspan' && name !== 'rowspan') element.removeAttribute(name);
    }
    if (says) element.after(says);
  }
  return body.innerHTML;
}

function inWords(element: Element): string {
  if (element.tagName === 'A' && element.hasAttribute('href')) return ` ⟨${element.getAttribute('href')}⟩`;
  if (element.tagName === 'IMG')
    return `[picture${element.getAttribute('alt') ? `: ${element.getAttribute('alt')}` : ''}]`;
  return '';
}
