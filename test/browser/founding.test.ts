import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../infra/local/dynamodb/create-tables.ts';
import { axeFindings } from '../support/axe.ts';
import { openBrowser, openConsole, press } from '../support/browser.ts';
import { type OwnStack, startOwnStack, type Template } from '../support/own-stack.ts';

const FIRST = 'first@acme.example';

/** As it is deployed with `firstAdminEmail`: the pool has their user, and one more that nobody invited. */
function deployedFor({ Resources }: Template): void {
  const [pool = ''] = Object.keys(Resources).filter((id) => Resources[id]?.Type === 'AWS::Cognito::UserPool');
  for (const [id, Username] of Object.entries({ First: FIRST, Other: 'other@elsewhere.example' }))
    Resources[id] = { Type: 'AWS::Cognito::UserPoolUser', Properties: { UserPoolId: { Ref: pool }, Username } };
  for (const { Type, Properties } of Object.values(Resources)) {
    const { Variables } = (Properties?.Environment ?? {}) as { Variables?: Record<string, unknown> };
    if (Type === 'AWS::Lambda::Function' && Variables && 'FIRST_ADMIN_EMAIL' in Variables)
      Variables.FIRST_ADMIN_EMAIL = FIRST;
  }
}

/** Nothing in it, as right after a deployment: the local run had filled it with its example. */
async function emptyWork({ running }: OwnStack): Promise<void> {
  const client = DynamoDBDocumentClient.from(openDatabase(running.database));
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const TableName = TableNames.find((name) => /work/i.test(name)) ?? '';
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ProjectionExpression: 'pk, sk' }))
    for (const { pk, sk } of Items) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  client.destroy();
}

describe('a workspace that was deployed just now', () => {
  let system: OwnStack;
  let browser: Browser;
  beforeAll(async () => {
    [system, browser] = await Promise.all([startOwnStack(deployedFor), openBrowser()]);
    await emptyWork(system);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  });
  const comeAs = async (email: string) => {
    const opened = await openConsole(browser, system.running, { size: 'phone' });
    await opened.page.getByRole('button', { name: email }).click();
    return opened;
  };

  it('is set up by nobody but whom the deployment names, who keeps what they typed when refused', async () => {
    const { page, troubles } = await comeAs('other@elsewhere.example');
    await page.getByRole('heading', { name: 'You are not a member of this workspace' }).waitFor();
    await page.getByLabel('Your name').fill('Otto Other');
    await press(page, 'Set up the workspace');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Otto Other');
    expect(await axeFindings(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('leads its first admin from the sign-in to an agent and a colleague, who signs in next', async () => {
    const { page, troubles } = await comeAs(FIRST);
    await page.getByLabel('Your name').fill('Frida First');
    await press(page, 'Set up the workspace');
    await page.getByText('Nothing waits for you.').waitFor();
    await page.getByRole('link', { name: 'Agents' }).click();
    await press(page, 'New agent');
    await page.getByLabel('Name').fill('Invoice desk');
    await press(page, 'Make it');
    await page.getByRole('heading', { name: 'Invoice desk', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByText('(you)').waitFor();
    expect(await page.getByLabel('Role of Frida First').inputValue()).toBe('admin');
    await press(page, 'Invite somebody');
    await page.getByLabel('Email address').fill('bo@acme.example');
    await page.getByRole('dialog').getByLabel('Name').fill('Bo Next');
    await press(page, 'Invite');
    await page.getByLabel('Role of Bo Next').waitFor();
    const bo = await comeAs('bo@acme.example');
    await bo.page.getByText('Nothing waits for you.').waitFor();
    expect(await bo.page.getByRole('link', { name: 'Workspace' }).count()).toBe(0);
    expect([...troubles, ...bo.troubles]).toEqual([]);
  });

  it('is set up once: afterwards nobody becomes its admin that way', async () => {
    const { page, troubles } = await comeAs('other@elsewhere.example');
    await page.getByLabel('Your name').fill('Otto Other');
    await press(page, 'Set up the workspace');
    await page.getByText('This workspace is set up already').waitFor();
    expect(troubles).toEqual([]);
  });
});
