import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartError } from './dynamodb/start-error.ts';

export type Ports = { api: number; signIn: number; aws: number };

/** The three ports from `first` on, once each was seen to be free. */
export async function claimPorts(first: number): Promise<Ports> {
  const ports = { api: first, signIn: first + 1, aws: first + 2 };
  for (const port of Object.values(ports)) {
    if (!(await isFree(port))) {
      throw new StartError(
        `Port ${port} is taken: end what listens there (is Countersign running already?), or start with "npm start -- --port ${first + 100}".`,
      );
    }
  }
  return ports;
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
