import { randomUUID } from 'node:crypto';
import { type ObjectContext, object, TerminalError } from '@restatedev/restate-sdk';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';
import { serveRestate } from './serve-restate.ts';

type Move = { was: string | null; to: string; content?: string };

/** The floor of Restate: four conditional writes, each one call of an object that keeps what it was told. */
export const open: OpenContender = async (stores) => {
  let effects = 0;
  const cell = object({
    name: 'floor',
    handlers: {
      move: async (ctx: ObjectContext, { was, to, content }: Move) => {
        if ((await ctx.get<string>('state')) !== was) throw new TerminalError('somebody was faster');
        ctx.set('state', to);
        if (content) ctx.set('content', content);
      },
    },
  });
  const { client, close } = await serveRestate(stores, [cell]);
  const move = (id: string, change: Move) => client.objectClient(cell, id).move(change);
  return {
    ask: async () => {
      const id = randomUUID();
      const content = JSON.stringify(oneKilobyte('dana@customer.example'));
      await move(id, { was: null, to: 'pending', content });
      return id;
    },
    approve: async (question) => {
      const id = String(question);
      await move(id, { was: 'pending', to: 'approved' });
      await move(id, { was: 'approved', to: 'claimed' });
      effects += 1;
      await move(id, { was: 'claimed', to: 'executed' });
    },
    effects: () => effects,
    close,
  };
};
