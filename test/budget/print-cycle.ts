import { type Step, totalOf } from './measure-cycle.ts';

/** What an approval of 1 KB content may cost. */
export const BUDGET = { itemWrites: 7, writeUnits: 16, readUnits: 8, roundTrips: 2 };

/** The table by step, in Markdown, as `docs/budgets.md` holds it. */
export function printCycle(steps: Step[]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
  const cells = ({ itemWrites, writeUnits, readUnits }: Omit<Step, 'roundTrips'>) => [
    itemWrites,
    writeUnits,
    readUnits,
  ];
  const name = ({ step, isCounted }: Step) => (isCounted ? step : `*${step} (not counted)*`);
  return [
    line(['Step', 'Item writes', 'Write units', 'Read units', 'Round trips']),
    line(['---', '---:', '---:', '---:', '---:']),
    ...steps.map((step) => line([name(step), ...cells(step), step.roundTrips])),
    line(['**An approval cycle**', ...cells(totalOf(steps)), '']),
    line([
      '**Budget**',
      BUDGET.itemWrites,
      BUDGET.writeUnits,
      BUDGET.readUnits,
      `${BUDGET.roundTrips} to request, to decide`,
    ]),
  ].join('\n');
}

export function isWithinBudget(steps: Step[]): boolean {
  const { itemWrites, writeUnits, readUnits } = totalOf(steps);
  const isShort = steps
    .filter(({ step }) => step.startsWith('Request') || step.startsWith('Decide'))
    .every(({ roundTrips }) => roundTrips <= BUDGET.roundTrips);
  return isShort && itemWrites <= BUDGET.itemWrites && writeUnits <= BUDGET.writeUnits && readUnits <= BUDGET.readUnits;
}
