// Prints what of the tests failed, with the first lines of why, for who sees only the end of a long log; then, on the
// last line, how many passed and how many failed: "N N". Plain JavaScript for the Node that the machine brings.
import { readFileSync } from 'node:fs';

const LINES_SHOWN = 12;

const text = readFileSync(process.argv[2], 'utf8');
// Without a report, installing failed or the tests were ended: that counts as one that failed.
const { numPassedTests = 0, numFailedTests = 1, success = false, testResults = [] } = text ? JSON.parse(text) : {};
for (const { name, message, assertionResults } of testResults) {
  const file = name.replace(`${process.cwd()}/`, '');
  // A file that could not be loaded, or whose set-up failed, has a message and may have no test.
  if (message) console.log(`FAILED ${file}\n${firstLines(message)}`);
  for (const { status, fullName, failureMessages } of assertionResults) {
    if (status === 'failed') console.log(`FAILED ${file}: ${fullName}\n${firstLines(failureMessages.join('\n'))}`);
  }
}
if (!success && numFailedTests === 0) console.log('Something failed outside of the tests: see above.');
console.log(numPassedTests, numFailedTests);

function firstLines(message) {
  return message
    .split('\n')
    .filter((line) => !line.includes('/node_modules/'))
    .slice(0, LINES_SHOWN)
    .map((line) => `  ${line.slice(0, 400)}`)
    .join('\n');
}
