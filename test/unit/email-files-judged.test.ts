import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content } from '#shared/action/content.ts';
import { requireStoredFiles } from '#shared/files/require-stored-files.ts';
import { judge } from '#shared/guardrail/judge.ts';
import { ASK_OUTSIDE, aFile, anAgentThat, anEmail, readEmail, TRUSTED } from '../support/builders.ts';

const agent = anAgentThat(ASK_OUTSIDE);
const judged = (over: Record<string, unknown>) => judge(agent, readEmail(anEmail(over)) as Content, TRUSTED);
const foreign = aFile({ key: 'agents/agt_2/plans.pdf', name: 'plans.pdf' });

describe('what an email has besides its recipients', () => {
  it('adds no recipient, and takes none away', async () => {
    const id = fc.constantFrom('<eve@evil.example>', '<1@acme.example>');
    const rest = fc.record(
      {
        html: fc.constant('<a href="mailto:eve@evil.example">eve@evil.example</a>'),
        inReplyTo: id,
        references: fc.array(id, { maxLength: 3 }),
        attachments: fc.array(fc.constantFrom(aFile(), aFile({ name: 'eve@evil.example' })), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    );
    const to = fc.constantFrom('dana@acme.example', 'eve@evil.example');
    await fc.assert(
      fc.property(rest, to, (more, one) => {
        expect(judged({ to: [one], ...more })).toEqual(judged({ to: [one] }));
      }),
    );
  });
});

describe('a file of another agent', () => {
  it('is blocked, whatever the recipients are', () => {
    expect(judged({ attachments: [aFile(), foreign] })).toEqual({
      ...{ verdict: 'block', rule: 'foreign_file' },
      reasons: [
        expect.objectContaining({ rule: 'inside_list', verdict: 'allow' }),
        { field: 'attachments', recipient: 'plans.pdf', rule: 'foreign_file', verdict: 'block' },
      ],
    });
  });

  it('does not hide what else is blocked', () => {
    expect(judged({ to: ['not an address'], attachments: [foreign] }).rule).toBe('unreadable_recipient');
  });
});

describe('an email whose files are looked for in the bucket', () => {
  const asked = judged({ to: ['eve@evil.example'] });

  it('is judged as before when each is there', async () => {
    const looked: string[] = [];
    const check = async ({ name }: { name: string }) => {
      looked.push(name);
      return 'stored' as const;
    };
    expect(await requireStoredFiles(check, [aFile(), aFile({ name: 'b.pdf' })], asked)).toEqual(asked);
    expect(looked).toEqual(['terms.pdf', 'b.pdf']);
  });

  it.each(['file_not_stored', 'file_differs', 'file_without_checksum'] as const)(
    'is blocked for the one that is not: %s',
    async (found) => {
      const check = async ({ name }: { name: string }) => (name === 'b.pdf' ? found : ('stored' as const));
      expect(await requireStoredFiles(check, [aFile(), aFile({ name: 'b.pdf' })], asked)).toEqual({
        ...{ verdict: 'block', rule: found },
        reasons: [...asked.reasons, { field: 'attachments', recipient: 'b.pdf', rule: found, verdict: 'block' }],
      });
    },
  );
});
