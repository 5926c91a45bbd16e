import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartError } from './dynamodb/start-error.ts';

export type Ports = { api: number; signIn: number; aws: number; outside: number; smtp: number };

/** The five ports from `first` on, once each was seen to be free. */
export async function claimPorts(first: number): Promise<Ports> {
  const ports = { api: first, signIn: first + 1, aws: first + 2, outside: first + 3, smtp: first + 4 };
  for (const port of Object.values(ports)) {
    if (!(await isFree(port))) throw portTaken(port);
  }
  return ports;
}

/** To be asked for by a part that listens, too: a port may be taken after it was seen to be free. */
export function portTaken(port: number): StartError {
  const other = port < 60_000 ? port + 100 : port - 100;
  return new StartError(
    `Port ${port} is taken by another program: end that, or start on other ports with "npm start -- --port ${other}".`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
