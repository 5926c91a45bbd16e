import type { HistoryEntry } from '#shared/routes/approval-replies.ts';
import type { Card } from '../app/api-types.ts';
import { Shown } from '../ui/shown.tsx';
import { outcomeInWords, rowStateInWords, timeInWords } from '../ui/words.ts';
import { Panel } from './context-view.tsx';

const DID: Record<string, string> = { approve: 'approved it', reject: 'rejected it', withdraw: 'withdrew it' };
const SAID: Record<string, string> = { sent: 'It arrived', not_sent: 'It did not arrive' };

/** What people decided and what became of it, round by round. */
export function HistoryView({ card: { history } }: { card: Card }) {
  if (history.length === 0) return null;
  return (
    <Panel title="History">
      <ol className="history">
        {history.map((entry) => (
          <Entry key={entry.round} entry={entry} />
        ))}
      </ol>
    </Panel>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { decidedBy, verdict, state, again, decidedAt, note, second, stopped, outcome, providerId } = entry;
  const who = decidedBy === undefined ? 'A rule allowed it' : `${decidedBy} ${again ? 'sent it again' : DID[verdict]}`;
  const result = state === 'rejected' || state === 'withdrawn' ? '' : `: ${rowStateInWords(state)}`;
  const details = [
    timeInWords(decidedAt),
    outcome ? outcomeInWords(outcome) : '',
    providerId ? `id ${providerId}` : '',
  ];
  return (
    <li>
      <p>
        <Shown text={`${who}${result}`} />
      </p>
      {second ? <Line text={`${second.decidedBy} agreed, ${timeInWords(second.decidedAt)}`} /> : null}
      {stopped ? (
        <Line text={`${stopped.decidedBy} ${DID[stopped.verdict]}, ${timeInWords(stopped.decidedAt)}`} />
      ) : null}
      {note === undefined ? null : (
        <blockquote>
          <Shown text={note} multiline />
        </blockquote>
      )}
      {entry.resolution ? (
        <Line
          text={`${entry.resolution.by} checked, ${timeInWords(entry.resolution.at)}: ${SAID[entry.resolution.said]}`}
        />
      ) : null}
      {entry.evidence?.map(({ kind, at, earlierAttempt }) => (
        <Line
          key={`${kind} ${at}`}
          text={`The service said “${kind}”${earlierAttempt ? ' of an earlier attempt' : ''}, ${timeInWords(at)}`}
        />
      ))}
      <p className="quiet">
        <Shown text={details.filter(Boolean).join(' · ')} />
      </p>
    </li>
  );
}

function Line({ text }: { text: string }) {
  return (
    <p>
      <Shown text={text} />
    </p>
  );
}
