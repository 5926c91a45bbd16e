import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendWebhook, signIn } from '../../infra/demo/system.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';
import type { Template } from '../support/own-stack.ts';

type Statement = { Action: string | string[]; Resource: unknown };

/** Takes `dynamodb:PutItem` from the role of the decide function, as a careless change of the stack would. */
function withoutPutOfDecide({ Resources }: Template): void {
  const policies = Object.entries(Resources).filter(
    ([id, { Type }]) => id.startsWith('Decide') && /^AWS::IAM::(Role|Policy)$/.test(Type),
  );
  const statements = policies.flatMap(([, { Properties }]) => statementsIn(Properties));
  const granting = statements.filter(({ Action }) => [Action].flat().includes('dynamodb:PutItem'));
  if (granting.length === 0) throw new Error('The template grants Decide no PutItem');
  for (const statement of granting)
    statement.Action = [statement.Action]
      .flat()
      .filter((action) => action !== 'dynamodb:PutItem')
      .concat('dynamodb:DescribeLimits');
}

function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = 'Statement' in value ? (value.Statement as Statement[]) : [];
  return [...found, ...Object.values(value).flatMap(statementsIn)];
}

describe('one grant is missing in the stack', () => {
  let system: TestStack;
  beforeAll(async () => {
    system = await startTestStack(withoutPutOfDecide);
  });
  afterAll(() => system.close());

  it('refuses that call on this machine as IAM would, and nothing is half done', async () => {
    const customer = { name: 'Dana', email: 'dana@customer.example' };
    await sendWebhook(system.running, 'trg_invoices', { type: 'invoice.question', customer, invoice: '1' });
    const olivia = await signIn(system.running, 'per_olivia');
    await expect.poll(async () => (await olivia.pending()).length).toBe(1);
    const [item] = await olivia.pending();
    const card = await olivia.card(item?.actionId ?? '');

    const { status, body } = await olivia.decide(card, { verdict: 'approve', notifyAgent: false });

    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'INTERNAL' });
    expect(system.log).toContainEqual(
      expect.stringMatching(
        /^Refused: User: arn:aws:sts::\d+:assumed-role\/.+ is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:.+/,
      ),
    );
    expect(await olivia.card(card.actionId)).toMatchObject({ state: 'pending', history: [] });
  });
});
