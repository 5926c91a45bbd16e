import { listPending } from '../../functions/approval/list-pending.ts';
import { readCard } from '../../functions/approval/read-card.ts';
import { executeAction } from '../../functions/execution/execute-action.ts';
import { sweepOpenWork } from '../../functions/execution/sweep-open-work.ts';
import { notifyOwners } from '../../functions/notification/notify-owners.ts';
import { resolveEntries } from '../../functions/notification/resolve-entries.ts';
import { recordDecision } from '../../shared/approval/record-decision.ts';
import { SYSTEM_SENDER } from '../support/builders.ts';
import { callerOf } from '../support/people.ts';
import { withoutPreparation } from '../support/prepared.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { type Call, type CapacityMeter, meterCapacity } from './capacity-meter.ts';

export type Step = {
  step: string;
  /** Of an approval cycle. Telling and reading are not, nor is what the sweep does once a minute for all rows. */
  isCounted: boolean;
  itemWrites: number;
  writeUnits: number;
  readUnits: number;
  roundTrips: number;
};

const OLIVIA = callerOf('per_olivia');
const NOBODY_TO_MAIL = {
  ses: { send: async () => ({}) } as never,
  env: { SYSTEM_SENDER: 'approvals@acme.example', CONFIGURATION_SET: 'system', CONSOLE_URL: 'https://console.example' },
};

/** An email whose canonical content is exactly 1 KB. */
function oneKilobyte() {
  const input = { subject: 'Invoice 4711', text: '', to: ['dana@customer.example'] };
  return { ...input, text: 'x'.repeat(1024 - JSON.stringify(input).length) };
}

/** One approval from the request to the close, by the code that runs in AWS; each step with what it consumed. */
export async function measureCycle(workspace: TestWorkspace): Promise<{ actionId: string; steps: Step[] }> {
  const { tables, now, executors, bus } = workspace;
  const meter = meterCapacity(tables.client);
  const steps: Step[] = [];
  const step = (name: string, isCounted = true) => steps.push(sumOf(name, isCounted, meter.take()));
  const told = { ...NOBODY_TO_MAIL, tables, now };
  const prepare = withoutPreparation(async () => ({ known: 'done', code: 'accepted', providerId: '0100019' }));

  const { actionId } = await workspace.ask(oneKilobyte());
  step('Request: judge, store as pending');
  await notifyOwners(told, actionId, 1);
  step('Notify: bell entries', false);
  await listPending(tables, OLIVIA, { limit: 25, after: '' });
  const card = await readCard(tables, OLIVIA, actionId);
  step('A person reads list and card', false);
  const { round, hash } = card;
  await recordDecision({ tables, now, systemSender: SYSTEM_SENDER }, actionId, OLIVIA, {
    ...{ verdict: 'approve', decisionId: 'dec_0123456789abcdef', notifyAgent: false },
    shown: { agentId: 'agt_invoice', round, hash },
  });
  step('Decide: the row of the ledger');
  await workspace.publish();
  step('Publish: shows it as approved');
  await resolveEntries(told, actionId, round);
  step('Notify: bell entries are resolved', false);
  // As the stream brings it, which costs nothing.
  const row = await workspace.rowOf(actionId);
  meter.take();
  await executeAction({ tables, now, prepare }, { pk: actionId, round, told: row });
  step('Executor: claim, effect, record');
  await workspace.publish();
  step('Publish: shows it as executed');
  await sweepOpenWork({ tables, executors, bus, now });
  steps.push(...sweepSteps(meter));
  return { actionId, steps };
}

/** The sweep reads its lists once a minute for all that is open; what it does with a row is the row's. */
function sweepSteps(meter: CapacityMeter): Step[] {
  const calls = meter.take();
  const isOfList = ({ input }: Call) => input.includes('"IndexName":"due"');
  const isOfTelling = ({ input }: Call) => input.includes('NOTIFIED#');
  const isOfRow = (call: Call) => !isOfList(call) && !isOfTelling(call);
  return [
    sumOf('Sweep: its lists, once a minute for all rows', false, calls.filter(isOfList)),
    sumOf('Sweep: whether people were told', false, calls.filter(isOfTelling)),
    sumOf('Sweep: the close', true, calls.filter(isOfRow)),
  ];
}

function sumOf(step: string, isCounted: boolean, calls: Call[]): Step {
  const writes = calls.filter(({ isWrite }) => isWrite);
  const reads = calls.filter(({ isWrite }) => !isWrite);
  const units = (some: Call[]) => some.reduce((sum, call) => sum + call.units, 0);
  return {
    ...{ step, isCounted, itemWrites: writes.length, writeUnits: units(writes), readUnits: units(reads) },
    roundTrips: Math.max(0, ...calls.map(({ trip }) => trip)),
  };
}

export function totalOf(steps: Step[]): Omit<Step, 'roundTrips'> {
  const counted = steps.filter(({ isCounted }) => isCounted);
  const sum = (what: 'itemWrites' | 'writeUnits' | 'readUnits') =>
    counted.reduce((total, step) => total + step[what], 0);
  const step = 'An approval cycle';
  return {
    step,
    isCounted: true,
    itemWrites: sum('itemWrites'),
    writeUnits: sum('writeUnits'),
    readUnits: sum('readUnits'),
  };
}
