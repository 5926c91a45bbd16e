import { Button } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { Card } from '../app/api-types.ts';
import { Shown } from '../ui/shown.tsx';
import { stateExplained, stateInWords } from '../ui/words.ts';
import type { Verdict } from './decide.ts';
import { HoldNotice } from './hold-notice.tsx';
import { SendAgain } from './send-again.tsx';
import { UncertainAnswers } from './uncertain-answers.tsx';

type ResultPanelProps = {
  card: Card;
  /** Set where it waited a moment ago, under the eyes of this person. */
  isNews: boolean;
  sending: Verdict | undefined;
  onDecide: (verdict: Verdict) => void;
};

const DID: Record<string, string> = { approve: 'Approved', reject: 'Rejected', withdraw: 'Withdrawn' };

/** What became of an action that waits no more, and what can still be done about it. */
export function ResultPanel({ card, isNews, sending, onDecide }: ResultPanelProps) {
  const { state, mayDecide } = card;
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isNews) heading.current?.focus();
  }, [isNews]);
  return (
    <section className="panel result" data-state={state} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1} ref={heading} data-quiet>
        {stateInWords(state)}
      </h2>
      <Who card={card} />
      {card.hold ? <HoldNotice hold={card.hold} /> : <p>{stateExplained(state)}</p>}
      {mayDecide && state === 'uncertain' ? <UncertainAnswers card={card} /> : null}
      {mayDecide && (state === 'uncertain' || state === 'failed') ? (
        <SendAgain card={card} busy={sending === 'send_again'} onConfirm={() => onDecide('send_again')} />
      ) : null}
      {mayDecide && (state === 'approved' || state === 'allowed') ? (
        <Button variant="default" loading={sending === 'withdraw'} onClick={() => onDecide('withdraw')}>
          Withdraw
        </Button>
      ) : null}
    </section>
  );
}

function Who({ card: { history, editedBy } }: { card: Card }) {
  const latest = history.findLast(({ decidedBy, stopped }) => decidedBy !== undefined || stopped !== undefined);
  if (!latest) return null;
  const { verdict, decidedBy = '' } = latest.stopped ?? latest;
  const also = latest.second && !latest.stopped ? ` and ${latest.second.decidedBy}` : '';
  const changed = editedBy && verdict === 'approve' ? `, as changed by ${editedBy}` : '';
  return (
    <p>
      <Shown text={`${DID[verdict] ?? 'Decided'} by ${decidedBy}${also}${changed}.`} />
    </p>
  );
}
