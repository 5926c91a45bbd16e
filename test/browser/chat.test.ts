import { describe, expect, it } from 'vitest';
import { mailTo } from '../../infra/demo/system.ts';
import { press, signInAs } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('a person chats with an agent', () => {
  it('is asked in the chat itself, also after a reload, answers in place, and reads what became of it', async () => {
    const { page, troubles } = await world.open(world.people.olivia, '/agents/agt_desk/chat', { size: 'phone' });
    const composer = page.getByRole('textbox', { name: 'What should the agent do?' });
    await composer.fill('email dana@chat.example that her parcel is on its way');
    await composer.press('Enter');
    await page.getByText('You have to approve this first, so I wait.').waitFor();
    const card = page.getByRole('region', { name: /^Asked:/ });
    await card.getByText('her parcel is on its way').waitFor();
    expect(await card.getByLabel('Notify agent').count()).toBe(0);

    await page.reload();
    await page.locator('nav.side, button[name=personId]').first().waitFor();
    if ((await page.locator('nav.side').count()) === 0) await signInAs(page, world.people.olivia);
    await card.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    await card.getByRole('button', { name: 'Approve', exact: true }).click();
    await card.getByRole('heading', { name: 'Done', exact: true }).waitFor();
    await page.getByText('It is sent. What else?').waitFor();
    await expect.poll(() => mailTo(world.running, 'dana@chat.example')).toHaveLength(1);

    const more = page.getByRole('textbox', { name: 'Write to Front desk' });
    await more.fill('Thank you');
    await press(page, 'Send');
    await page.getByText('I am a few rules and no language model.').waitFor();
    expect(await more.inputValue()).toBe('');
    expect(troubles).toEqual([]);
  });

  it('rejects in the chat, and the agent leaves it', async () => {
    const { page, troubles } = await world.open(world.people.miguel, '/agents/agt_desk/chat');
    await page
      .getByRole('textbox', { name: 'What should the agent do?' })
      .fill('email eve@chat.example that it is late');
    await press(page, 'Send');
    const card = page.getByRole('region', { name: /^Asked:/ });
    await card.getByRole('button', { name: 'Reject', exact: true }).click();
    await card.getByRole('button', { name: 'This is not needed any more.' }).click();
    await card.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByText('I leave it, then. This is not needed any more.').waitFor();
    expect(troubles).toEqual([]);
  });
});
