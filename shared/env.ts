import * as z from 'zod';

/** Where the two tables are; part of almost every function's environment. */
export const tablesEnv = z.object({ WORK_TABLE: z.string().min(1), LEDGER_TABLE: z.string().min(1) });

/** The executor function of each capability, by physical name. */
export const executorsEnv = z.object({
  EMAIL_EXECUTOR: z.string().min(1),
  SMS_EXECUTOR: z.string().min(1),
  CALL_EXECUTOR: z.string().min(1),
  HTTP_EXECUTOR: z.string().min(1),
  TOOL_EXECUTOR: z.string().min(1),
});

/** The bucket of the files that agents can attach. */
export const filesEnv = z.object({ FILES_BUCKET: z.string().min(1) });

/** Where the system's own emails come from: no email of an agent may pass for one of them. */
export const senderEnv = z.object({ SYSTEM_SENDER: z.email() });

export const busEnv = z.object({ EVENT_BUS: z.string().min(1) });

/** Reads a function's environment; a missing or misspelt variable stops the cold start and is named. */
export function readEnv<T extends z.ZodType>(schema: T): z.output<T> {
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) throw new Error(`Environment is incomplete: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
