import { randomUUID } from 'node:crypto';
import { TerminalError, type WorkflowContext, type WorkflowSharedContext, workflow } from '@restatedev/restate-sdk';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';
import { serveRestate } from './serve-restate.ts';

/** Restate: a workflow that waits for a durable promise, runs a step, and ends; its journal in Restate's own log. */
export const open: OpenContender = async (stores) => {
  let effects = 0;
  const approval = workflow({
    name: 'approval',
    handlers: {
      run: async (ctx: WorkflowContext, content: string) => {
        ctx.set('pending', content);
        const answer = await ctx.promise<string>('decision');
        if (answer !== 'approved') return 'rejected';
        return ctx.run('tool', async () => {
          effects += 1;
          return 'executed';
        });
      },
      decide: async (ctx: WorkflowSharedContext, answer: string) => {
        if (await ctx.promise<string>('decision').peek()) throw new TerminalError('somebody was faster');
        await ctx.promise<string>('decision').resolve(answer);
      },
    },
  });
  const { client, close } = await serveRestate(stores, [approval]);
  const of = (id: string) => client.workflowClient(approval, id);
  return {
    ask: async () => {
      const id = randomUUID();
      await of(id).workflowSubmit(JSON.stringify(oneKilobyte('dana@customer.example')));
      return id;
    },
    approve: async (question) => {
      const id = String(question);
      await of(id).decide('approved');
      const outcome = await of(id).workflowAttach();
      if (outcome !== 'executed') throw new Error(`It ended as ${outcome}`);
    },
    effects: () => effects,
    close,
  };
};
