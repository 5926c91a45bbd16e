import { claimPorts } from '../../infra/local/free-ports.ts';

/** The first of five free ports in a row, as `npm start -- --port` takes them. */
export async function freePortsInARow(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    // Below those that the system gives to connections: one of these could be taken before npm start gets to it.
    const port = 12_000 + Math.floor(Math.random() * 19_000);
    const claimed = await claimPorts(port).catch(() => undefined);
    if (claimed) return port;
  }
  throw new Error('There are no five free ports in a row.');
}
