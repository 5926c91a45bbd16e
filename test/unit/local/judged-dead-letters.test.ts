import { describe, expect, it } from 'vitest';
import { lettersOfFunctions, lettersOfSchedules } from '../../../infra/local/judged-dead-letters.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:Dead';
const scheduleArn = 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/EveryMinute';
const roleArn = 'arn:aws:iam::000000000000:role/SweepStarter';
const resources = [
  {
    id: 'EveryMinute',
    type: 'AWS::Scheduler::Schedule',
    arn: scheduleArn,
    properties: { Target: { RoleArn: roleArn } },
  },
  { id: 'SweepStarter', type: 'AWS::IAM::Role', arn: roleArn, properties: {} },
];
const OF_SWEEP = {
  requestContext: { functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Sweep:$LATEST' },
};
const OF_SCHEDULE = { messageAttributes: { SCHEDULE_ARN: scheduleArn } };

/** Letters, where only these senders may send. */
function letters(mayToo: string[]) {
  const kept: unknown[] = [];
  const asked: unknown[] = [];
  const lines: string[] = [];
  const deps = {
    resources,
    deadLetters: { put: async (...letter: unknown[]) => void kept.push(letter) },
    judge: (caller: string, check: object) => {
      asked.push([caller, check]);
      return mayToo.includes(caller)
        ? { allowed: true as const }
        : { allowed: false as const, reason: `${caller}: no` };
    },
    log: (line: string) => void lines.push(line),
  };
  return { kept, asked, lines, functions: lettersOfFunctions(deps), schedules: lettersOfSchedules(deps) };
}

describe('a dead letter', () => {
  it.each([
    ['of a function is sent with its role', 'Sweep', 'functions', OF_SWEEP],
    ['of a schedule is sent with its role', 'SweepStarter', 'schedules', OF_SCHEDULE],
  ] as const)('%s, if that role may', async (_, sender, which, letter) => {
    const granted = letters([sender]);
    await granted[which].put(queueArn, letter);
    expect(granted.asked).toEqual([[sender, { action: 'sqs:SendMessage', resource: queueArn, context: {} }]]);
    expect(granted.kept).toEqual([[queueArn, letter]]);
    expect(granted.lines).toEqual([]);

    const refused = letters(['Other']);
    await refused[which].put(queueArn, letter);
    expect(refused.kept).toEqual([]);
    expect(refused.lines).toEqual([`A dead letter is lost: ${sender}: no`]);
  });

  it('that says not who sends it cannot be judged, and is refused by name', async () => {
    const { functions, kept } = letters(['Sweep']);
    await expect(functions.put(queueArn, { body: {} })).rejects.toThrow('requestContext');
    expect(kept).toEqual([]);
  });
});
