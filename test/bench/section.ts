type BenchOptions = {
  rounds: number;
  /** Small numbers, to see that it works: what it prints means nothing. */
  quick: boolean;
  /** The most actions that wait, where that matters. */
  pending: number;
  say: (line: string) => void;
};

/** What one part of the bench found: its numbers, and the tables that `docs/performance.md` shows of them, by name. */
export type Findings = { numbers: unknown; tables: Record<string, string> };

export type Section = (options: BenchOptions) => Promise<Findings>;
