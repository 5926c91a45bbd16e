import { parseArgs } from 'node:util';
import { StartError } from './dynamodb/start-error.ts';

export type StartOptions = {
  /** API and console; on the next four are sign-in, the local AWS endpoint with its pages, the outside, and mail. */
  port: number;
  /** Empty everything first. */
  fresh: boolean;
};

const DEFAULT_PORT = 4700;

export function readStartOptions(args: string[]): StartOptions {
  const { values } = parse(args);
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1024 || port > 65_531) {
    throw new StartError(`--port takes a number from 1024 to 65531, and "${values.port}" is none.`);
  }
  if (port === 8998)
    throw new StartError('--port 8998 would put the outside on 9001, which Lambda uses: take another.');
  return { port, fresh: values.fresh ?? false };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { port: { type: 'string' }, fresh: { type: 'boolean' } } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`${why}. Options: --port N, --fresh.`);
  }
}
