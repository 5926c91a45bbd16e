import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlSnippet, exampleFor, mcpSnippet } from '../../../functions/console/web/agents/snippets.ts';

/** What a shell makes of a command line: its words, of which curl gets all but the first. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; ${command}`;
  const env = { COUNTERSIGN_KEY: 'csk_1' };
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('what is copied from the page of keys', () => {
  it('asks as this agent with the key of the shell, and says what the page shows', () => {
    const words = wordsOf(curlSnippet('https://api.example', 'agt_invoice', exampleFor(['send_sms'])));
    expect(words).toContain('https://api.example/agents/agt_invoice/actions');
    expect(words).toContain('authorization: Bearer csk_1');
    expect(JSON.parse(words.at(-1) ?? '')).toMatchObject({ capability: 'send_sms', input: { to: '+46701740605' } });
  });

  it('stays one argument where the input has a quote in it', () => {
    const example = { capability: 'send_sms', input: { text: `it's "here"` } };
    const words = wordsOf(curlSnippet('https://api.example', 'agt_1', example));
    expect(JSON.parse(words.at(-1) ?? '').input).toEqual(example.input);
  });

  it('shows what the agent may do, and an email where it may do nothing yet', () => {
    expect(exampleFor(['http_request', 'make_call']).capability).toBe('make_call');
    expect(exampleFor([]).capability).toBe('send_email');
  });

  it('leaves the key out of the file of an MCP client', () => {
    const { countersign } = JSON.parse(mcpSnippet('https://api.example')).mcpServers;
    expect(countersign).toMatchObject({ type: 'http', url: 'https://api.example/mcp' });
    expect(countersign.headers.Authorization).toBe('Bearer $' + '{COUNTERSIGN_KEY}');
  });
});
