import * as z from 'zod';
import { CallbackRequest } from '../elsewhere/callback.ts';
import { ActionReply, CallbackReply, KeyReply, NewCallbackReply, NewKeyReply } from './elsewhere-replies.ts';
import type { Routes } from './route.ts';

/** Plain words: no control characters, so that what a person is shown is what was sent. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'Use no control characters.');

const KeyRequest = z.strictObject({
  name: line(80),
  /** When it ends; without it, when somebody revokes it. */
  validUntil: z.iso.datetime().optional(),
});

export const keyReadRoutes = {
  'GET /agents/{agentId}/keys': {
    summary: 'The keys of an agent built elsewhere: names and dates, never the keys.',
    access: 'agent_owner',
    replies: { 200: z.object({ keys: z.array(KeyReply) }) },
  },
  'GET /agents/{agentId}/callback': {
    summary: 'Where the agent is called back, and what did not arrive there lately.',
    access: 'agent_owner',
    replies: { 200: CallbackReply },
  },
} satisfies Routes;

export const keyRoutes = {
  'POST /agents/{agentId}/keys': {
    summary: 'Makes a key. It is shown in this answer and never again.',
    access: 'agent_owner',
    rate: 10,
    body: KeyRequest,
    replies: { 201: NewKeyReply },
    refuses: ['TOO_MANY'],
  },
  'DELETE /agents/{agentId}/keys/{keyId}': {
    summary: 'Revokes a key: the next request with it is refused.',
    access: 'agent_owner',
    replies: { 200: KeyReply },
  },
  'PUT /agents/{agentId}/callback': {
    summary: 'Says where the agent is called back. A new secret is shown in this answer and never again.',
    access: 'agent_owner',
    rate: 10,
    body: CallbackRequest,
    replies: { 200: NewCallbackReply },
  },
} satisfies Routes;

const ActionRequest = z.strictObject({
  /** A capability, or the name of a custom tool. */
  capability: z.string().regex(/^[a-z][a-z0-9_]{0,47}$/, 'Use the name of a capability, or of a tool.'),
  /** As the capability asks for it: `POST /mcp` lists the schemas as tools. */
  input: z.record(z.string(), z.unknown()),
  /** What you call the run or conversation that you ask in; requests with the same one are shown together. */
  conversation: line(200).optional(),
  /** Why you ask. Shown to people as your own words, not verified; no rule reads it. */
  reason: z.string().trim().min(1).max(1_000).optional(),
  /** Whether to call back when it has ended, if the agent has a callback. */
  callback: z.boolean().default(true),
});

export const requestRoutes = {
  'POST /agents/{agentId}/actions': {
    summary: 'Asks for an action. The header Idempotency-Key names it: the same key is the same action.',
    access: 'agent_key',
    rate: 200,
    body: ActionRequest,
    replies: { 200: ActionReply, 202: ActionReply },
    refuses: ['ACTION_BLOCKED', 'ACTION_LIMITED', 'IDEMPOTENCY_CONFLICT', 'INVALID_INPUT'],
  },
} satisfies Routes;

export const readActionRoutes = {
  'GET /actions/{actionId}': {
    summary: 'What became of an action; with `wait`, once it has ended or so many seconds are over.',
    access: 'agent_key',
    rate: 200,
    query: z.object({
      wait: z
        .string()
        .regex(/^(1?\d|20)$/, 'Use a number of seconds from 0 to 20.')
        .default('0')
        .transform(Number),
    }),
    replies: { 200: ActionReply },
  },
} satisfies Routes;

export const mcpRoutes = {
  'POST /mcp': {
    summary: "The agent's capabilities as tools (Model Context Protocol, streamable HTTP, stateless).",
    access: 'agent_key',
    // Clients try GET for a stream and DELETE for the end of a session; the protocol wants 405 where there is neither.
    everyMethod: true,
    rate: 200,
    replies: { 200: z.looseObject({ jsonrpc: z.literal('2.0') }), 202: 'text/plain' },
  },
} satisfies Routes;

export const openApiRoutes = {
  'GET /openapi.json': {
    summary: 'This description.',
    access: 'anyone',
    replies: { 200: z.looseObject({ openapi: z.string() }) },
  },
} satisfies Routes;
