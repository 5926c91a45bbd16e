import * as z from 'zod';
import { RefusalReason } from '../trigger/refusal.ts';
import { ChangedTrigger, NewTrigger, SecretRotation, ShownTrigger, TriggerTest } from '../trigger/trigger-settings.ts';
import type { Routes } from './route.ts';

const Run = z.object({
  conversationId: z.string(),
  at: z.iso.datetime(),
  continued: z.literal(true).optional().describe('It went on with a conversation that was there.'),
  test: z.literal(true).optional().describe('A person tried the trigger out.'),
});

const Refused = z.object({
  reason: RefusalReason,
  text: z.string().describe('The reason in words.'),
  times: z.number().describe('At least so often within that hour.'),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});

export const TriggerRuns = z.object({ runs: z.array(Run), refusals: z.array(Refused) });

/** Apart from those that change something: what a GET starts may read and do nothing else. */
export const triggerReadRoutes = {
  'GET /agents/{agentId}/triggers': {
    summary: 'What starts an agent.',
    access: 'agent_edit',
    replies: { 200: z.object({ triggers: z.array(ShownTrigger) }) },
  },
  'GET /triggers/{triggerId}': {
    summary: 'One trigger: for a schedule with its next runs.',
    access: 'trigger_edit',
    checkedInside: true,
    replies: { 200: ShownTrigger },
  },
  'GET /triggers/{triggerId}/runs': {
    summary: 'What a trigger started last, and what it refused and why.',
    access: 'trigger_edit',
    checkedInside: true,
    replies: { 200: TriggerRuns },
  },
} satisfies Routes;

export const triggerRoutes = {
  'POST /agents/{agentId}/triggers': {
    summary: 'Gives an agent another trigger. The secret of a webhook is shown this once.',
    access: 'agent_edit',
    rate: 10,
    body: NewTrigger,
    replies: { 201: z.object({ trigger: ShownTrigger, secret: z.string().optional() }) },
    refuses: ['ADDRESS_TAKEN', 'TOO_MANY_TRIGGERS'],
  },
  'PUT /triggers/{triggerId}': {
    summary: 'Changes a trigger, pauses it or lets it go on.',
    access: 'trigger_edit',
    checkedInside: true,
    rate: 10,
    body: ChangedTrigger,
    replies: { 200: ShownTrigger },
    refuses: ['VERSION_CONFLICT', 'ADDRESS_TAKEN'],
  },
  'DELETE /triggers/{triggerId}': {
    summary: 'Removes a trigger, with its schedule, its rule or its address.',
    access: 'trigger_edit',
    checkedInside: true,
    rate: 10,
    replies: { 200: z.object({ removed: z.literal(true) }) },
  },
  'POST /triggers/{triggerId}/secret': {
    summary: 'Makes a new secret for a webhook, shown this once; the one before it still signs for a while.',
    access: 'trigger_edit',
    checkedInside: true,
    rate: 10,
    body: SecretRotation,
    replies: { 200: z.object({ secret: z.string(), earlierUntil: z.iso.datetime() }) },
  },
  'POST /triggers/{triggerId}/test': {
    summary: 'Starts the agent as the trigger would, marked as a test. What the agent then does is real.',
    access: 'trigger_edit',
    checkedInside: true,
    rate: 10,
    body: TriggerTest,
    replies: { 202: z.object({ conversationId: z.string() }) },
    refuses: ['TRIGGER_PAUSED'],
  },
} satisfies Routes;
