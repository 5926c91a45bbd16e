import type { ConversationEntry } from '#shared/routes/conversation-routes.ts';
import { Age } from '../ui/age.tsx';
import { OddityWarning, Shown } from '../ui/shown.tsx';
import { InlineApproval } from './inline-approval.tsx';

type EntriesProps = { entries: ConversationEntry[]; agentName: string; mayDecide: boolean };

/** A conversation, entry by entry. What a tool call was told stands with the call. */
export function Entries({ entries, agentName, mayDecide }: EntriesProps) {
  const told = new Map(
    entries.flatMap((entry) => (entry.kind === 'answered' ? [[entry.toolCallId, entry.outcome]] : [])),
  );
  return (
    <ol className="entries">
      {entries.map((entry, index) => {
        if (entry.kind === 'answered') return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
          <li key={`${entry.seq} ${index}`} data-kind={entry.kind === 'incoming' ? entry.source : entry.kind}>
            {entry.kind === 'incoming' ? <Incoming entry={entry} /> : null}
            {entry.kind === 'said' ? <Said text={entry.text} at={entry.at} who={agentName} /> : null}
            {entry.kind === 'asked' ? (
              <Asked entry={entry} told={told.get(entry.toolCallId)} mayDecide={mayDecide} />
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

type Of<K extends ConversationEntry['kind']> = Extract<ConversationEntry, { kind: K }>;

const WHO: Record<string, string> = {
  chat: 'A person',
  outcome: 'Countersign',
  webhook: 'A webhook',
  email: 'An email',
};

function Incoming({ entry: { source, text, data, at } }: { entry: Of<'incoming'> }) {
  const json = data === undefined ? '' : JSON.stringify(data, null, 2);
  return (
    <div className={source === 'chat' ? 'bubble own' : 'bubble event'}>
      <Head who={WHO[source] ?? source} at={at} />
      <p>
        <Shown text={text} multiline />
      </p>
      {json ? (
        <details>
          <summary>What came with it</summary>
          <pre className="code">
            <Shown text={json} multiline />
          </pre>
        </details>
      ) : null}
      <OddityWarning texts={[text, json]} multiline />
    </div>
  );
}

function Said({ text, at, who }: { text: string; at: string; who: string }) {
  return (
    <div className="bubble">
      <Head who={who} at={at} />
      <p>
        <Shown text={text} multiline />
      </p>
    </div>
  );
}

function Head({ who, at }: { who: string; at: string }) {
  return (
    <span className="quiet">
      <Shown text={who} /> · <Age since={at} />
    </span>
  );
}

function Asked({ entry, told, mayDecide }: { entry: Of<'asked'>; told: unknown; mayDecide: boolean }) {
  const { action, tool, input } = entry;
  return (
    <>
      {action ? <InlineApproval action={action} mayDecide={mayDecide} /> : null}
      <details className="call">
        <summary>
          Tool <Shown text={tool} />
        </summary>
        <pre className="code">
          <Shown text={JSON.stringify(input, null, 2) ?? ''} multiline />
        </pre>
        {told === undefined ? null : (
          <>
            <p className="quiet">What the agent was told of it</p>
            <pre className="code">
              <Shown text={typeof told === 'string' ? told : (JSON.stringify(told, null, 2) ?? '')} multiline />
            </pre>
          </>
        )}
      </details>
    </>
  );
}
