import { randomUUID } from 'node:crypto';
import { Mastra } from '@mastra/core';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { PostgresStore } from '@mastra/pg';
import * as z from 'zod';
import { type OpenContender, oneKilobyte } from '../cycle/contender.ts';

/** Mastra: a workflow whose step suspends until a person answers; its snapshots in Postgres. */
export const open: OpenContender = async ({ postgres }) => {
  const { host = '', port = 0, user = '' } = postgres ?? {};
  const storage = new PostgresStore({ id: 'bench', connectionString: `postgres://${user}@${host}:${port}/postgres` });
  let effects = 0;
  const outputSchema = z.object({ outcome: z.string() });
  const inputSchema = z.object({ content: z.string() });
  const step = createStep({
    ...{ id: 'tool', inputSchema, outputSchema, resumeSchema: z.object({ approved: z.boolean() }) },
    execute: async ({ resumeData, suspend }) => {
      if (!resumeData?.approved) return suspend({});
      effects += 1;
      return { outcome: 'executed' };
    },
  });
  const approval = createWorkflow({ id: 'approval', inputSchema, outputSchema }).then(step).commit();
  const mastra = new Mastra({ workflows: { approval }, storage, logger: false });
  const workflow = mastra.getWorkflow('approval');
  return {
    ask: async () => {
      const runId = randomUUID();
      const run = await workflow.createRun({ runId });
      const inputData = { content: JSON.stringify(oneKilobyte('dana@customer.example')) };
      const { status } = await run.start({ inputData });
      if (status !== 'suspended') throw new Error(`It is ${status}`);
      return runId;
    },
    approve: async (question) => {
      const run = await workflow.createRun({ runId: String(question) });
      const { status } = await run.resume({ step: 'tool', resumeData: { approved: true } });
      if (status !== 'success') throw new Error(`It ended as ${status}`);
    },
    effects: () => effects,
    close: async () => storage.close(),
  };
};
