import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { StartError } from '../../../infra/local/dynamodb/start-error.ts';
import { listenOnLoopback } from '../../../infra/local/listen-on-loopback.ts';

it('says which port was taken since it was seen to be free, and what to do', async () => {
  const { url, close } = await listenOnLoopback(createServer(), 0);
  const { port } = new URL(url);
  const second = listenOnLoopback(createServer(), Number(port));
  await expect(second).rejects.toThrow(StartError);
  await expect(second).rejects.toThrow(new RegExp(`^Port ${port} is taken by another program: .*--port \\d+`));
  await close();
});
