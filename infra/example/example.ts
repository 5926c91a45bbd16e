import { parseArgs } from 'node:util';
import * as z from 'zod';
import { openWorkTable } from '#shared/tables.ts';
import { whyAwsRefused } from '../operate/why-refused.ts';
import { EXAMPLE_TRIGGERS } from './example-triggers.ts';
import { writeExample } from './write-example.ts';

/** `npm run example`: writes the example workspace into the tables of a deployed stack, with your AWS credentials. */
const Options = z.object({
  table: z.string('is missing: the output WorkTable of the stack'),
  api: z.url('is missing: the output ApiUrl of the stack'),
  'owner-id': z.string('is missing: the "sub" of your user in the stack\'s user pool'),
  'owner-email': z.email('is missing: your email address'),
  'owner-name': z.string('is missing: your name'),
  domain: z.string('is missing: the domain of colleagues that agents may write to without asking'),
});

function readOptions(): z.infer<typeof Options> {
  const names = Object.keys(Options.shape);
  const known = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const options = Options.safeParse(parseArgs({ options: known }).values);
    if (options.success) return options.data;
    return refuse(options.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}.`).join('\n'));
  } catch (error) {
    return refuse(`${messageOf(error)}. Options: ${names.map((name) => `--${name}`).join(', ')}.`);
  }
}

function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const { table, api, domain, ...owner } = readOptions();
const person = {
  ...{
    kind: 'person' as const,
    teams: {},
    mutedAgents: [],
    personId: owner['owner-id'],
    name: owner['owner-name'],
    email: owner['owner-email'],
  },
  ...{ role: 'admin' as const, emailNotices: true },
};
const tables = openWorkTable({ WORK_TABLE: table });
const secrets = await writeExample(tables, { people: [person], ownerId: person.personId, domain }).catch((error) =>
  refuse(whyAwsRefused(error)),
);
if (!secrets) refuse('There is a workspace in this table already, so nothing was written.');
for (const { name, triggerId } of EXAMPLE_TRIGGERS) {
  console.log(
    `Webhook "${name}": POST ${api}/hooks/${triggerId}, signed (Standard Webhooks) with ${secrets[triggerId]}`,
  );
}
