import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const options = [
  ...['--table', 'Work', '--api', 'https://api.example', '--domain', 'acme.example'],
  ...['--owner-id', 'sub', '--owner-email', 'olivia@acme.example', '--owner-name', 'Olivia'],
];

/** With nothing of the AWS configuration of this machine. */
function runExample(args: string[], env: NodeJS.ProcessEnv = {}) {
  const own = { PATH: process.env.PATH, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', ...env };
  return spawnSync(process.execPath, ['infra/example/example.ts', ...args], { env: own, encoding: 'utf8' });
}

describe('npm run example cannot write', () => {
  it.each([
    ['an unknown option', ['--wat'], {}, /^Unknown option '--wat'.* Options: --table, --api,/],
    ['a missing option', options.slice(2), {}, /^--table is missing: the output WorkTable of the stack\.$/],
    ['no region', options, {}, /^The AWS region is missing: set AWS_REGION/],
    ['no credentials', options, { AWS_REGION: 'eu-west-1' }, /^AWS credentials are missing: sign in/],
  ])('and says in one sentence what to do about %s', (_, args, env, sentence) => {
    const { status, stderr } = runExample(args, env);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(sentence)]);
  });
});
