import { onEnd, start } from './scheduler.ts';
import { rowId, type World } from './state.ts';
import { rowsOf, truthOf } from './truth.ts';

/** What SES tells later of one try: that it was sent, came back, or was not sent. Silence is always possible. */
export async function hearFromProvider(world: World, action: number, chosen: number, skewMs: number) {
  const { actionId = '', capability } = world.actions[action] ?? {};
  if (capability !== 'send_email') return undefined;
  const tries = rowsOf(world, actionId).flatMap((row) => truthOf(world, row).tries.map((each) => ({ row, ...each })));
  const one = tries[chosen % Math.max(1, tries.length)];
  if (!one) return undefined;
  const { row, claimId, done } = one;
  const kind = done ? (['Send', 'Delivery', 'Bounce'][chosen % 3] ?? 'Send') : 'Reject';
  const tags = { action: [actionId], round: [String(row.round)], claim: [claimId] };
  const time = new Date(world.now).toISOString();
  const event = { source: 'aws.ses', time, detail: { eventType: kind, mail: { messageId: 'id', tags } } };
  const { evidence } = world.lab.handlers;
  const process = await start(world, 'evidence', { about: `${rowId(row)} ${kind}`, skewMs }, () => evidence(event));
  onEnd(process, (result) => {
    if (result !== 'dead' && result.ok && done) truthOf(world, row).positiveHandled = true;
  });
  return process;
}
