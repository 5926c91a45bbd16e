import { html } from '../pages/html.ts';
import { type Page, page } from '../pages/page.ts';
import type { Person } from './provider-configuration.ts';

/** @param callbackOrigins where the form's redirects end: a browser counts them as the form's target */
export function signInPage(people: Person[], callbackOrigins: string[]): Page {
  const buttons = people.map(
    ({ id, name, email, role }) => html`<li><button name="personId" value="${id}">
<strong>${name}</strong><span class="email quiet">${email}</span><span class="role quiet">${role}</span>
</button></li>`,
  );
  const list = html`<form method="post"><ul class="people">${buttons}</ul></form>`;
  const nobody = html`<p class="card">There is nobody yet. Add people to the workspace, then open this page again.</p>`;
  const main = html`<div class="narrow">
<h1>Sign in as</h1>
<p class="quiet">This page is part of the local run and asks for no password. In AWS, people sign in with Cognito.</p>
${people.length > 0 ? list : nobody}
</div>`;
  return page('Sign in', main, { formAction: callbackOrigins });
}

const PRESS_BUTTON = "document.querySelector('button').click()";

/** @param form the provider's own, which carries its protection against forged requests */
export function signOutPage(form: string, logoutOrigins: string[]): Page {
  const main = html`<div class="narrow">
<h1>Signing out</h1>
${{ markup: form }}
<p><button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button></p>
</div>`;
  return page('Signing out', main, { formAction: logoutOrigins, script: PRESS_BUTTON });
}

export function signedOutPage(): Page {
  return page('Signed out', html`<div class="narrow"><h1>You are signed out</h1><p>You can close this page.</p></div>`);
}

export function errorPage(problem: string): Page {
  const main = html`<div class="narrow">
<h1>Signing in did not work</h1>
<p>${problem}</p>
<p class="quiet">Go back to the console and sign in again.</p>
</div>`;
  return page('Signing in did not work', main);
}
