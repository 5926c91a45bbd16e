import type { Metafile } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { entryPoints, inspectBundles } from '../../infra/bundle.ts';
import { sizesByPackage } from './sizes-by-package.ts';

/** Kilobytes that a function may have: every one of them is read, and most of them run, before its first answer. */
const ANY_OTHER = 680;
const BUDGETS: Record<string, number> = {
  'functions/trigger/webhook.ts': 480,
  'functions/approval/decide.ts': 510,
  'functions/execution/dispatch.ts': 330,
  'functions/execution/executors/email.ts': 630,
  'functions/execution/executors/sms.ts': 500,
  'functions/execution/executors/call.ts': 500,
  'functions/execution/executors/http.ts': 510,
  'functions/execution/executors/tool.ts': 585,
  // The gate, and the protocol's official SDK.
  'functions/action/mcp.ts': 1_020,
  // The providers of models are in it.
  'functions/agent/run.ts': 1_950,
};

let metafile: Metafile;
beforeAll(async () => {
  metafile = await inspectBundles();
}, 180_000);

it('a bundle takes modules of Node as they are, and imports nothing', () => {
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect([...new Set(imported)]).toEqual([]);
});

it('no function is larger than its budget', () => {
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
});
