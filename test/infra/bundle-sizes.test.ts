import { expect, it } from 'vitest';
import { entryPoints, inspectBundles } from '../../infra/bundle.ts';
import { sizesByPackage } from './sizes-by-package.ts';

/** Kilobytes that a function may have: every one of them is read, and most of them run, before its first answer. */
const ANY_OTHER = 800;
const BUDGETS: Record<string, number> = {
  'functions/trigger/webhook.ts': 520,
  'functions/approval/decide.ts': 520,
  'functions/execution/dispatch.ts': 400,
  'functions/execution/executors/email.ts': 760,
  'functions/execution/executors/sms.ts': 520,
  'functions/execution/executors/call.ts': 520,
  'functions/execution/executors/http.ts': 520,
  'functions/execution/executors/tool.ts': 650,
  // The gate, and the protocol's official SDK.
  'functions/action/mcp.ts': 1_150,
  // The providers of models are in it.
  'functions/agent/run.ts': 2_150,
};

it('no function is larger than its budget', async () => {
  const metafile = await inspectBundles();
  const sizes = entryPoints().map((entry) => ({ entry, ...sizesByPackage(metafile, entry) }));
  const lines = sizes.map(({ entry, kilobytes, largest }) => {
    return `${String(Math.round(kilobytes)).padStart(5)} KB of ${BUDGETS[entry] ?? ANY_OTHER}  ${entry}: ${largest}`;
  });
  process.stdout.write(`${lines.join('\n')}\n`);
  const over = sizes.filter(({ entry, kilobytes }) => kilobytes > (BUDGETS[entry] ?? ANY_OTHER));
  const advice = over.map(
    ({ entry, kilobytes, largest }) =>
      `${entry} has ${Math.round(kilobytes)} KB and may have ${BUDGETS[entry] ?? ANY_OTHER}. Largest: ${largest}. Leave out what it does not need (a client, a schema that brings a parser), or raise its budget in test/infra/bundle-sizes.test.ts and say what it pays for.`,
  );
  expect(advice).toEqual([]);
}, 180_000);
