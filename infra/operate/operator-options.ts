import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { RowKey } from '#shared/ledger/ledger.ts';
import type { TablesWanted } from './operator-tables.ts';

export type OperatorOptions = {
  tables: TablesWanted;
  /** Writes; else it only looks and counts. */
  apply: boolean;
  /** Where an earlier run stopped. */
  resume: RowKey | undefined;
};

const USAGE = 'Options: --work <table> --ledger <table>, or --local; --apply; --resume <pk>/<round>.';

const Options = z
  .object({
    work: z.string().min(1).optional(),
    ledger: z.string().min(1).optional(),
    local: z.boolean().default(false),
    apply: z.boolean().default(false),
    resume: z
      .string()
      .regex(/^[^/]+\/\d+$/, 'is what the earlier run printed: <pk>/<round>')
      .optional(),
  })
  .refine(({ local, work, ledger }) => (local ? !work && !ledger : work && ledger), 'name both tables, or --local');

/** What the command line says; a sentence where it says nothing that can be done. */
export function readOperatorOptions(args: string[]): OperatorOptions | string {
  const parsed = parse(args);
  if (typeof parsed === 'string') return `${parsed} ${USAGE}`;
  const options = Options.safeParse(parsed);
  if (!options.success) {
    const why = options.error.issues.map(
      ({ path, message }) => `${path.map((name) => `--${String(name)} `)}${message}`,
    );
    return `${why.join('; ')}. ${USAGE}`;
  }
  const { work = '', ledger = '', local, apply, resume } = options.data;
  return { tables: local ? { local } : { work, ledger }, apply, resume: resume ? keyOf(resume) : undefined };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ args, options: { work: text, ledger: text, local: flag, apply: flag, resume: text } }).values;
  } catch (error) {
    return `${error instanceof Error ? error.message : error}.`;
  }
}

function keyOf(printed: string): RowKey {
  const at = printed.lastIndexOf('/');
  return { pk: printed.slice(0, at), round: Number(printed.slice(at + 1)) };
}

export function printedKey({ pk, round }: RowKey): string {
  return `${pk}/${round}`;
}
