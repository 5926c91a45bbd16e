import { measureCycle, totalOf } from '../../budget/measure-cycle.ts';
import { openTestWorkspace } from '../../support/workspace.ts';
import type { Section } from '../section.ts';
import { number, table } from '../table.ts';
import { dollarsPerMillion, PRICES, PRICES_OF, total, type Usage } from './prices.ts';

const MEMORY_GB = 0.5;
/**
 * What one approval invokes: the gate, Publish three times (asked, decided, done), Decide, Dispatch, an executor, and Tell
 * twice (decided, settled), though there is nothing to tell. These
 * milliseconds are assumed: a local database does not tell how far AWS's is.
 */
const INVOCATIONS: Record<string, number> = {
  ...{ gate: 30, 'publish, three times': 45, decide: 30, dispatch: 20, executor: 80, 'tell, twice': 20 },
};
/** Notify twice, the list and the card. */
const PEOPLE_MS = 130;
const LOG_LINES = 8;
const BYTES_A_LINE = 300;

/** Dollars for a million approvals without email: units as measured, prices as dated. */
export const cost: Section = async () => {
  const workspace = await openTestWorkspace();
  const { steps } = await measureCycle(workspace).finally(() => workspace.close());
  const { writeUnits, readUnits } = totalOf(steps);
  const others = steps.filter(({ isCounted, step }) => !isCounted && !step.startsWith('Sweep: its lists'));
  const milliseconds = Object.values(INVOCATIONS).reduce((sum, each) => sum + each, 0);
  const people: Usage = {
    writeUnit: others.reduce((sum, step) => sum + step.writeUnits, 0),
    readUnit: others.reduce((sum, step) => sum + step.readUnits, 0),
    httpApiRequest: 2,
    lambdaRequest: 4,
    lambdaGigabyteSecond: (PEOPLE_MS / 1_000) * MEMORY_GB,
  };
  const ours: Usage = {
    ...{ writeUnit: writeUnits, readUnit: readUnits, httpApiRequest: 2 },
    lambdaRequest: Object.keys(INVOCATIONS).length + 3,
    lambdaGigabyteSecond: (milliseconds / 1_000) * MEMORY_GB,
    busEvent: 3,
    logGigabyte: (LOG_LINES * BYTES_A_LINE) / 2 ** 30,
  };
  const parts = dollarsPerMillion(ours);
  const more = dollarsPerMillion(people);
  const moreOf = (of: string) => more.find((one) => one.of === of)?.dollars ?? 0;
  const rows = parts.map(({ of, dollars }) => {
    return [of, number(ours[of] ?? 0), number(dollars), number(moreOf(of)), PRICES[of].source];
  });
  const others2 = [
    ['Countersign: request, decision, execution, lists, audit', number(total(parts))],
    [
      'Countersign, and people are told, read list and card, and have their bell resolved',
      number(total(parts) + total(more)),
    ],
    [
      'Step Functions `waitForTaskToken`: 5 transitions, 2 invocations of 50 ms, 2 API requests, no list, rules or audit',
      number(
        total(
          dollarsPerMillion({ stateTransition: 5, lambdaRequest: 3, lambdaGigabyteSecond: 0.075, httpApiRequest: 2 }),
        ),
      ),
    ],
    [
      'Lambda durable functions: 4 durable operations, 3 invocations of 50 ms, 2 API requests, no list, rules or audit',
      number(
        total(
          dollarsPerMillion({ durableOperation: 4, lambdaRequest: 3, lambdaGigabyteSecond: 0.075, httpApiRequest: 2 }),
        ),
      ),
    ],
  ];
  return {
    numbers: { pricesOf: PRICES_OF, ours, people, parts, more },
    tables: {
      cost: table(['Paid for', 'Of one approval', '$ for a million', '$ more for telling people', 'Source'], rows),
      'cost beside others': table(['For a million approvals, without email', '$'], others2),
    },
  };
};
