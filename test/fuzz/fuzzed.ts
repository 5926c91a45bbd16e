/** How much is asked of what is fuzzed. */
export type Asked = { requests: number; seed: number };

/** How often each answer was given, and what was wrong, a sentence each. */
export type Fuzzed = { counts: Map<string, number>; problems: string[] };
