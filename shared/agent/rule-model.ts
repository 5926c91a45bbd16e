import * as z from 'zod';

/** JSON whose strings may hold `{{source.path}}`, filled from the data that came into the conversation. */
const Template = z.record(z.string(), z.json());

/**
 * What a person has to say for a rule to hear it, e.g. `email {{to}} that {{text}}`: these words, in any case, with something
 * between them that gets that name. One name at most begins it; the last one takes all the rest.
 */
const Hears = z.string().min(1).max(200);

/** When data of this source came in (or a tool answered) and these values match, call a tool or say something. */
export const Rule = z.strictObject({
  on: z.enum(['webhook', 'email', 'schedule', 'event', 'outcome', 'tool', 'chat']),
  /** Only `on: 'chat'`: what is between the words is there as `{{chat.<name>}}`. Without it any words are heard. */
  hears: Hears.optional(),
  match: z.record(z.string(), z.string()).default({}),
  call: z.strictObject({ tool: z.string(), input: Template }).optional(),
  say: z.string(),
});
export type Rule = z.infer<typeof Rule>;

/**
 * The rule-based model that ships with the project, for trying things out where no language model is configured: no
 * language understanding, only the first rule that matches.
 */
export const RuleModel = z.strictObject({ provider: z.literal('rules'), rules: z.array(Rule) });
export type RuleModel = z.infer<typeof RuleModel>;
