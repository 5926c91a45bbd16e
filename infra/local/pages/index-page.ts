import { type Html, html } from './html.ts';
import { type Page, page } from './page.ts';

export type Place = { name: string; url: string; note: string };
export type FunctionRow = { id: string; startedBy: string };
export type DeadLetterRow = { queueArn: string; at: string; message: unknown };

export type IndexView = { places: Place[]; functions: FunctionRow[]; deadLetters: DeadLetterRow[] };

/** @param view.deadLetters oldest first, as they are kept */
export function indexPage({ places, functions, deadLetters }: IndexView): Page {
  const main = html`<h1>Countersign on this machine</h1>
<p class="quiet">The stack as it would be deployed, run here. Only this machine can reach these pages, the API and sign-in; the database, DynamoDB Local, listens on the network as well, where nobody sees anything without the random key of this run.</p>
<section class="card"><h2>Where things are</h2><table>${[...SENT, ...places].map(placeRow)}</table></section>
<section class="card"><h2>Dead letters</h2>${deadLetterList(deadLetters)}</section>
<section class="card"><h2>Functions</h2><table>${functions.map(functionRow)}</table></section>`;
  return page('Countersign on this machine', main);
}

const SENT: Place[] = [
  { name: 'Mailbox', url: '/_local/mailbox', note: 'every email that was sent' },
  { name: 'Phone', url: '/_local/phone', note: 'every text message and call' },
  { name: 'Requests', url: '/_local/requests', note: 'every HTTP request that made-up hosts got' },
];

function placeRow({ name, url, note }: Place): Html {
  return html`<tr><th scope="row"><a href="${url}">${name}</a></th><td class="quiet">${note}</td></tr>`;
}

function functionRow({ id, startedBy }: FunctionRow): Html {
  return html`<tr><th scope="row">${id}</th><td class="quiet">${startedBy}</td></tr>`;
}

const SHOWN = 50;

function deadLetterList(deadLetters: DeadLetterRow[]): Html {
  if (deadLetters.length === 0) return html`<p class="quiet">None: nothing was given up.</p>`;
  const rows = deadLetters
    .toReversed()
    .slice(0, SHOWN)
    .map(
      ({ queueArn, at, message }) => html`<details><summary>${at} ${queueArn.split(':').at(-1)}</summary>
<pre>${JSON.stringify(message, undefined, 2)}</pre></details>`,
    );
  const more = deadLetters.length - SHOWN;
  return html`${rows}${more > 0 && html`<p class="quiet">and ${more} older ones</p>`}`;
}
