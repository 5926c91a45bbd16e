import type { Api } from './api-client.ts';
import { cardScreen } from './card-screen.ts';
import type { Next } from './card-view.ts';
import { decider, type Verdict } from './decide.ts';
import { announce } from './dom.ts';
import type { Page } from './page.ts';
import { poll } from './poll.ts';

const WHILE_PENDING_MS = 3_000;
const WHILE_CARRIED_OUT_MS = 1_000;
const WHILE_UNCERTAIN_MS = 10_000;

/** One approval: read, decided, and followed until it is settled. */
export function cardPage(page: Page, actionId: string): void {
  const { api, signal } = page;
  const decide = decider(api);
  const screen = cardScreen(page, (verdict) => void press(verdict));
  let following = new AbortController();
  let next: Next = 'unknown';

  const follow = () => {
    following.abort();
    following = new AbortController();
    const until = AbortSignal.any([signal, following.signal]);
    poll(() => refresh(until), until);
  };

  const refresh = async (until: AbortSignal) => {
    const answer = await api.card(actionId);
    if (until.aborted) return undefined;
    if (answer.ok) {
      screen.show(answer.value);
      if (answer.value.state !== 'pending') await leadOn(until);
      return pause(answer.value.state);
    }
    if (!screen.now() || (answer.problem.code !== 'NETWORK' && answer.problem.status < 500)) {
      screen.fail(answer.problem, follow);
      return undefined;
    }
    announce('Connecting again…');
    return WHILE_PENDING_MS;
  };

  const leadOn = async (until: AbortSignal) => {
    if (next !== 'unknown') return;
    next = await nextAfter(api, actionId);
    if (!until.aborted) screen.leadOn(next);
  };

  const press = async (verdict: Verdict) => {
    const shown = screen.now();
    if (!shown?.form) return;
    following.abort();
    shown.form.sending(verdict);
    const answer = await decide(shown.card, verdict, shown.draft);
    if (signal.aborted) return;
    screen.answered(answer.ok ? undefined : answer.problem);
    next = 'unknown';
    follow();
  };

  follow();
}

/** Until when to look again; undefined when nothing more happens by itself. */
function pause(state: string): number | undefined {
  if (state === 'approved' || state === 'allowed') return WHILE_CARRIED_OUT_MS;
  if (state === 'uncertain') return WHILE_UNCERTAIN_MS;
  return state === 'pending' ? WHILE_PENDING_MS : undefined;
}

async function nextAfter(api: Api, actionId: string): Promise<Next> {
  const answer = await api.pending('');
  return (answer.ok && answer.value.items.find((item) => item.actionId !== actionId)) || 'none';
}
