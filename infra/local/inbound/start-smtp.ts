import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { portTaken } from '../free-ports.ts';
import type { InboundMail } from './receive-mail.ts';

/** Bytes. What SES takes of one mail. */
const MAX_MAIL = 40 * 1024 * 1024;

export type Smtp = { host: string; port: number; close(): Promise<void> };

/** A mail server for the addresses of the template's receipt rules, on 127.0.0.1 only: without TLS and without passwords. */
export async function startSmtp(port: number, inbound: InboundMail, log: (line: string) => void): Promise<Smtp> {
  const server = new SMTPServer({
    ...{ banner: 'Countersign on this machine', size: MAX_MAIL, rejectOversized: true, authOptional: true },
    ...{ disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true },
    onRcptTo: ({ address }, _session, done) =>
      done(inbound.takes(address) ? null : refusal(550, '5.1.1 Requested action not taken: mailbox unavailable')),
    onData(stream, { envelope }, done) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const to = envelope.rcptTo.map(({ address }) => address);
      readAll(stream)
        .then((raw) => inbound.receive(raw, { from, to }))
        .then((messageId) => done(null, `OK ${messageId}`))
        .catch((error: unknown) => {
          log(`Mail from ${from} was not taken: ${error}`);
          done(refusal(451, '4.3.0 Try again later'));
        });
    },
  });
  server.on('error', (error) => log(`Mail server: ${error.message}`));
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening').catch((error) => {
    throw error.code === 'EADDRINUSE' ? portTaken(port) : error;
  });
  const address = server.server.address();
  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(stream));
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
