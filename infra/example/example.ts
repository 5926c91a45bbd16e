import { parseArgs } from 'node:util';
import * as z from 'zod';
import { openWorkTable } from '#shared/tables.ts';
import { EXAMPLE_TRIGGERS } from './example-workspace.ts';
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

const names = Object.keys(Options.shape);
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) });
const options = Options.safeParse(values);
if (!options.success) {
  for (const { path, message } of options.error.issues) console.error(`--${path.join('.')} ${message}.`);
  process.exit(1);
}
const { table, api, domain, ...owner } = options.data;
const person = {
  ...{ kind: 'person' as const, personId: owner['owner-id'], name: owner['owner-name'], email: owner['owner-email'] },
  ...{ role: 'admin' as const, emailNotices: true },
};
const secrets = await writeExample(openWorkTable({ WORK_TABLE: table }), {
  people: [person],
  ownerId: person.personId,
  domain,
});
if (!secrets) {
  console.error('There is a workspace in this table already, so nothing was written.');
  process.exit(1);
}
for (const { name, triggerId } of EXAMPLE_TRIGGERS) {
  console.log(
    `Webhook "${name}": POST ${api}/hooks/${triggerId}, signed (Standard Webhooks) with ${secrets[triggerId]}`,
  );
}
