import { beforeAll, describe, expect, it } from 'vitest';
import { openConsole, press, signInAs } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();
const stateOf = async (actionId: string) => (await world.olivia.card(actionId)).state;

/** How the next text message of all ends; no other file sends any. */
const nextText = (answer: string) =>
  fetch(`${world.running.localUrl}/phone/next-answer`, { method: 'POST', body: JSON.stringify({ answer }) });

/** Changes what one capability of this file's agent asks of people. */
async function settings(capability: string, change: Record<string, unknown>): Promise<void> {
  const { olivia, agentId } = world;
  const { body } = await olivia.call('GET', `/agents/${agentId}/capabilities`);
  const { settings: before } = body.capabilities.find((one: { capability: string }) => one.capability === capability);
  const put = `/agents/${agentId}/capabilities/${capability}`;
  const { status } = await olivia.call('PUT', put, { version: body.version, settings: { ...before, ...change } });
  expect(status).toBe(200);
}

let numbers = 0;
async function approvedText(answer: string, state: string): Promise<string> {
  const actionId = await world.ask('send_sms', { to: `+4670174060${numbers++}`, text: 'Your order is ready.' });
  await nextText(answer);
  await world.olivia.decide(await world.olivia.card(actionId), { verdict: 'approve', notifyAgent: false });
  await expect.poll(() => stateOf(actionId)).toBe(state);
  return actionId;
}

describe('a person looks after what did not go well', () => {
  it.each([
    ['I checked: it was done', 'Done', 'executed'],
    ['I checked: it was not done', 'Not done', 'failed'],
  ])('says of something uncertain "%s"', async (answer, heading, state) => {
    const actionId = await approvedText('accept-then-silence', 'uncertain');
    const { page, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`, { size: 'phone' });
    await press(page, answer);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    expect(await stateOf(actionId)).toBe(state);
    expect(troubles).toEqual([]);
  });

  it('sends again what is uncertain, after having read that it may arrive twice', async () => {
    const actionId = await approvedText('accept-then-silence', 'uncertain');
    const { page, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`);
    await press(page, 'Send again');
    await page.getByText('would then be done twice').waitFor();
    await press(page, 'Approve and send again');
    await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('sends again what was refused, which nobody got', async () => {
    const actionId = await approvedText('spend-limit', 'failed');
    const { page, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`);
    await press(page, 'Send again');
    await page.getByText('Nothing was done so far.').waitFor();
    await press(page, 'Approve and send again');
    await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('proves once more that it is them where that is asked, and comes back to what they had written', async () => {
    await settings('make_call', { stepUp: true });
    const actionId = await world.ask('make_call', { to: '+46701740699', text: 'Your order is ready.' });
    const { page, troubles } = await openConsole(world.browser, world.running);
    await signInAs(page, world.people.olivia, { minutesAgo: 10 });
    await page.goto(`${world.running.apiUrl}/#/approvals/${actionId}`);
    await page.getByText('you must have signed in in the last five minutes').waitFor();
    await page.getByLabel('Note').fill('They called us.');
    await press(page, 'Approve');
    await page.getByText('Prove that it is you').waitFor();
    expect(await stateOf(actionId)).toBe('pending');
    await press(page, 'Sign in again and come back');
    await signInAs(page, world.people.olivia);
    await page.getByRole('heading', { level: 1, name: /^Call \+46701740699/ }).waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('They called us.');
    await press(page, 'Approve');
    await expect.poll(() => stateOf(actionId)).toBe('executed');
    expect((await world.olivia.card(actionId)).history).toMatchObject([{ note: 'They called us.' }]);
    expect(troubles).toEqual([]);
  });
});

describe('where two people must agree', () => {
  beforeAll(() => settings('send_email', { approversNeeded: 2 }));

  it('a change by the first one is seen by the second, who reads it before agreeing', async () => {
    const actionId = await world.asked('two-people@customer.example');
    const olivia = await world.open(world.people.olivia, `/approvals/${actionId}`);
    const miguel = await world.open(world.people.miguel, `/approvals/${actionId}`, { size: 'phone' });
    await miguel.page.getByText('2 people must approve it before it is done.').waitFor();
    await press(olivia.page, 'Edit');
    await olivia.page.getByRole('textbox', { name: 'Message' }).fill('Hello Dana,\n\nit is due in 14 days.');
    await press(olivia.page, 'Approve with changes');
    await miguel.page.getByText('This changed while you were reading').waitFor();
    expect(await miguel.page.getByRole('button', { name: 'Approve', exact: true }).isDisabled()).toBe(true);
    expect(await miguel.page.locator('[data-key=text]').innerText()).toContain('14 days');
    await press(miguel.page, 'I read what it says now');
    await miguel.page.getByText('First approval by Olivia Owner.').waitFor();
    await press(miguel.page, 'Approve');
    await expect.poll(() => stateOf(actionId)).toBe('executed');
    expect([...olivia.troubles, ...miguel.troubles]).toEqual([]);
  });
});
