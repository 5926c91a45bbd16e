import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readContent } from '../../../shared/action/content.ts';
import { judge } from '../../../shared/guardrail/judge.ts';
import { anAgent, TRUSTED } from '../../support/builders.ts';
import type { Section } from '../section.ts';
import { ratios, summarise } from '../statistics.ts';
import { spread, table } from '../table.ts';
import { peersOfJudging } from './peers-of-judging.ts';

type Judge = { name: string; judge: () => unknown };

const RECIPIENTS = ['ada', 'bo', 'cy', 'di', 'eva'].map((name, i) => `${name}@customer-${i}.example`);
const SIZES = [10, 1_000, 100_000];

/** A guardrail's verdict on five recipients, four of them on the list, against lists of three sizes. */
export const judging: Section = async ({ rounds, quick, say }) => {
  const rows: (string | number)[][] = [];
  const numbers: Record<string, unknown> = {};
  const peersAreHere = existsSync(join(import.meta.dirname, '../node_modules/casbin'));
  if (!peersAreHere) say('Left out: Cedar and casbin. They need `npm ci --prefix test/bench`.');
  for (const size of SIZES) {
    const list = [...RECIPIENTS.slice(0, 4), ...Array.from({ length: size - 4 }, (_, i) => `person-${i}@acme.example`)];
    const bare = new Set(list);
    const judges: Judge[] = [
      { name: 'Bare Set, five look-ups', judge: () => RECIPIENTS.map((to) => bare.has(to)) },
      { name: 'Countersign', judge: guardrail(list) },
      ...(peersAreHere && size <= 1_000 ? await peersOfJudging(createRequire(import.meta.url), list, RECIPIENTS) : []),
    ];
    const micros = judges.map(() => [] as number[]);
    for (let round = -1; round < rounds; round++) {
      for (const [i, one] of judges.entries()) {
        const took = await microsOf(one.judge, quick ? 20 : 200);
        if (round >= 0) micros[i]?.push(took);
      }
    }
    for (const [i, { name }] of judges.entries()) {
      const took = micros[i] ?? [];
      numbers[`${name}, ${size}`] = took;
      rows.push([name, size.toLocaleString('en'), spread(summarise(took)), spread(ratios(took, micros[0] ?? []))]);
    }
  }
  const head = ['Judge', 'Entries', 'Microseconds', '× bare Set'];
  return { numbers, tables: { judging: table(head, rows) } };
};

function guardrail(allowList: string[]): () => unknown {
  const usual = { enabled: true, notifyAgentDefault: false, approversNeeded: 1 as const };
  const agent = anAgent();
  // Past the schema, whose limit is 5,000 entries: what is measured is that judging does not depend on it.
  agent.capabilities.send_email = {
    ...agent.capabilities.send_email,
    ...usual,
    guardrail: { restrict: true, allowList, inside: 'allow', outside: 'ask' },
  };
  const content = readContent('send_email', { to: RECIPIENTS, subject: 'Invoice', text: 'It is paid.' });
  const context = { ...TRUSTED, systemSender: 'approvals@notices.acme.example' };
  return () => judge(agent, content, context);
}

/** Of one judgement, from as many as fit into so many milliseconds. */
async function microsOf(judgeOnce: () => unknown, forMs: number): Promise<number> {
  const isAsync = judgeOnce() instanceof Promise;
  const since = performance.now();
  await judgeOnce();
  // Between two looks at the clock: many of what is quick, one of what is slow.
  const batch = performance.now() - since > 0.5 ? 1 : 50;
  const begin = performance.now();
  let times = 0;
  while (performance.now() - begin < forMs) {
    for (let i = 0; i < batch; i++) isAsync ? await judgeOnce() : judgeOnce();
    times += batch;
  }
  return ((performance.now() - begin) * 1_000) / times;
}
