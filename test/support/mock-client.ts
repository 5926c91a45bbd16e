import { mockClient as mock } from 'aws-sdk-client-mock';
import { afterAll } from 'vitest';

/** A client of AWS that answers what the test says, in this file: the next one in the process has the real one again. */
export const mockClient: typeof mock = (client) => {
  const mocked = mock(client);
  afterAll(() => mocked.restore());
  return mocked;
};
