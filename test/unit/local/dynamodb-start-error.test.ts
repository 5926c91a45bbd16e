import { expect, it } from 'vitest';
import { whyItEnded } from '../../../infra/local/dynamodb/start-dynamodb.ts';

it.each([
  ['no command java', 127, ''],
  [
    'a Java that is too old',
    1,
    'Error: java.lang.UnsupportedClassVersionError: X has been compiled by a more recent version',
  ],
  ["macOS's stand-in for Java", 1, 'The operation couldn’t be completed. Unable to locate a Java Runtime.'],
])('names the remedy for %s', (_, exitCode, output) => {
  expect(whyItEnded(exitCode, output)).toMatch(
    /^Java 17 or newer is needed .*apt-get install.*brew install.* start again\.$/,
  );
});

it('shows the last words of a database that ended otherwise', () => {
  expect(whyItEnded(1, 'Initializing\nCould not start server on port 8000\n')).toContain(
    'Could not start server on port 8000',
  );
});
