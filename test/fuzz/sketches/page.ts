import { entryId } from '../../../shared/notification/bell.ts';
import { unsubscribeToken } from '../../../shared/notification/mail-state.ts';
import { IN_BELL, IN_BELL_SINCE } from '../fill-world.ts';
import { FUZZ_MAIL_STATE } from '../fuzz-world.ts';
import { member, one, person, type Sketches, type Targets, type ValidRequest } from './sketch.ts';

const FILES = ['/console/config.json', '/'];
const UNSUBSCRIBE = unsubscribeToken(FUZZ_MAIL_STATE);
const someEntry = (pick: number) => entryId({ since: IN_BELL_SINCE, actionId: one(IN_BELL, pick), round: 1 });

function preferences(_: Targets, pick: number): ValidRequest {
  const [from, until] = ['2026-11-23T10:00:00.000Z', '9999-12-23T10:00:00.000Z'];
  const standIn = pick % 3 ? null : { personId: person(pick + 1), from, until };
  const body = { emailNotices: pick % 2 === 0, mutedAgents: pick % 5 ? [] : ['agt_stock'], standIn };
  return { person: person(pick), body };
}

export const PAGE_SKETCHES: Sketches = {
  'GET /': { valid: () => ({ person: '', path: '/' }), taken: [200] },
  'GET /console/{proxy+}': {
    valid: (_, pick) => ({ person: '', path: one(FILES, pick) }),
    taken: [200, 304],
  },
  'GET /me': member,
  'PUT /me/preferences': { valid: preferences, taken: [200] },
  'GET /notifications': member,
  'POST /notifications/read': {
    valid: (_, pick) => ({ person: person(pick), body: pick % 4 === 0 ? { all: true } : { ids: [someEntry(pick)] } }),
    taken: [200],
  },
  'GET /unsubscribe/{token}': { valid: () => ({ person: '', params: { token: UNSUBSCRIBE } }), taken: [200] },
  'POST /unsubscribe/{token}': { valid: () => ({ person: '', params: { token: UNSUBSCRIBE } }), taken: [200] },
};
