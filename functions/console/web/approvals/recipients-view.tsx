import type { Card } from '../app/api-types.ts';
import { Age } from '../ui/age.tsx';
import { Shown } from '../ui/shown.tsx';
import { stateInWords } from '../ui/words.ts';
import { Panel } from './context-view.tsx';

type History = Card['recipientHistory'][number];

/** Whether this agent ever reached these recipients before: who is new stands first. */
export function RecipientsView({ card: { recipientHistory } }: { card: Card }) {
  if (recipientHistory.length === 0) return null;
  const isNew = ({ last }: History) => (last ? 1 : 0);
  return (
    <Panel title="Before, with the same recipients">
      <ul className="plain met">
        {recipientHistory
          .toSorted((one, other) => isNew(one) - isNew(other))
          .map((history) => (
            <li key={history.recipient} data-new={!history.last}>
              <strong className="break">
                <Shown text={history.recipient} />
              </strong>
              <Met history={history} />
            </li>
          ))}
      </ul>
      <p className="quiet">Among the last 100 actions of this agent.</p>
    </Panel>
  );
}

function Met({ history: { executed, rejected, last } }: { history: History }) {
  if (!last) return <span>Never before</span>;
  const counts = [executed > 0 ? `${executed} done` : '', rejected > 0 ? `${rejected} rejected` : ''];
  return (
    <span>
      {counts.filter(Boolean).join(', ') || 'Asked for, never done'}; last <Age since={last.at} />:{' '}
      {stateInWords(last.state).toLowerCase()}
    </span>
  );
}
