import type { Api } from './api-client.ts';
import type { SignIn } from './sign-in.ts';

/** What every page gets. */
export type Page = {
  main: HTMLElement;
  api: Api;
  signIn: SignIn;
  /** Aborted when another page is opened. */
  signal: AbortSignal;
};
