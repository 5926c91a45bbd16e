import { createHash } from 'node:crypto';

/** Markup that needs no more escaping. */
export type Html = { readonly markup: string };

type Part = string | number | undefined | false | Html | Html[];

/** Builds markup; every text put in is escaped. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Html {
  const markup = literals.map((literal, at) => literal + (at < parts.length ? render(parts[at]) : '')).join('');
  return { markup };
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.map(({ markup }) => markup).join('');
  return typeof part === 'object' ? part.markup : escapeHtml(String(part));
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** The source expression of a Content-Security-Policy that lets exactly this inline style or script through. */
export function cspHash(inline: string): string {
  return `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
}
