import { join } from 'node:path';
import { openBrowser } from '../support/browser.ts';
import { startOwnStack } from '../support/own-stack.ts';
import { seed } from './seed.ts';
import { takeAll } from './take.ts';

/**
 * `npm run screenshots`: every page of the console, wide and on a phone, light and dark, into a folder that git leaves alone.
 * With names after `--`, those pages only.
 */
const folder = join('.countersign', 'screenshots');

const system = await startOwnStack();
const browser = await openBrowser();
try {
  await takeAll(browser, system.running, await seed(system.running), { folder, only: process.argv.slice(2) });
  console.log(`The screenshots are in ${folder}.`);
} finally {
  await browser.close();
  await system.close();
}
