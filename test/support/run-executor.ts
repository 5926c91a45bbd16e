import { handler } from '../../functions/execution/executors/email.ts';

/** The real email executor in a process of its own, so that a test can end it where it likes. */
await handler(JSON.parse(process.argv[2] ?? '{}'));
