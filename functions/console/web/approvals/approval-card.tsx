import { useRef } from 'react';
import type { Card, Decided } from '../app/api-types.ts';
import { useRead } from '../app/queries.ts';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { Warning } from '../ui/shown.tsx';
import { againBecause } from '../ui/words.ts';
import { AgentWords } from './agent-words.tsx';
import { AnswerView } from './answer-view.tsx';
import { ChangedNotice } from './changed-notice.tsx';
import { ContentView } from './content-view.tsx';
import { SourceView, WhyView } from './context-view.tsx';
import { DecisionNotice } from './decision-notice.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { DifferenceView } from './difference-view.tsx';
import { EditForm } from './edit-form.tsx';
import { HistoryView } from './history-view.tsx';
import { ProposedView } from './proposed-view.tsx';
import { RecipientsView } from './recipients-view.tsx';
import { ResultPanel } from './result-panel.tsx';
import { Timeline } from './timeline.tsx';
import { useCard } from './use-card.ts';
import { useReadToEnd } from './use-read-to-end.ts';

type ApprovalCardProps = {
  card: Card;
  onDecided: (decided: Decided, card: Card) => void;
  /** Inside of something else, e.g. a chat: without what led to it, which is there already. */
  inline?: boolean;
};

/** What an agent wants to do, in full, and the person's answer to it. */
export function ApprovalCard({ card, onDecided, inline = false }: ApprovalCardProps) {
  const its = useCard(card, onDecided);
  const content = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const approve = useRef<HTMLButtonElement>(null);
  const isPending = card.state === 'pending';
  const { data: me } = useRead('GET /me');
  const isOwnWish = card.requesterMayNotDecide && card.chatPersonId !== undefined && card.chatPersonId === me?.personId;
  const isLong = useReadToEnd(`${card.actionId} ${card.round} ${card.hash}`, content, end);
  useShortcuts(
    'This approval',
    isPending && card.mayDecide && !inline
      ? [
          { keys: 'a', label: 'Go to Approve; Enter presses it', run: () => approve.current?.focus() },
          { keys: 'r', label: 'Reject, with a reason', run: () => its.setMode('reject') },
          { keys: 'e', label: 'Edit before approving', run: () => its.setMode('edit') },
        ]
      : [],
  );
  const decision = isPending ? (
    <DecisionPanel
      {...{ card, mode: its.mode, onMode: its.setMode, draft: its.draft, onDraft: its.setDraft }}
      onDecide={its.decide}
      sending={its.sending}
      heldBack={heldBack({
        ...{ isOwnWish, changed: its.changed, isWrong: its.problem !== undefined },
        isLong: isLong && its.mode !== 'edit',
      })}
      approveRef={approve}
    />
  ) : (
    <ResultPanel card={card} isNews={its.wasPending} sending={its.sending} onDecide={its.decide} />
  );
  return (
    <div className={inline ? 'card-columns inline' : 'card-columns'} data-pending={isPending}>
      <div className="card-read">
        {card.pendingReason ? <Warning>{againBecause(card.pendingReason)}.</Warning> : null}
        {its.changed ? <ChangedNotice onRead={its.accept} /> : null}
        {isPending && its.mode === 'edit' ? (
          <EditForm fields={its.fields} problem={its.problem} onChange={its.setFields} />
        ) : (
          <div ref={content}>
            <ContentView card={card} />
            <div ref={end} className="content-end" />
          </div>
        )}
      </div>
      <aside className="card-aside" aria-label="Decision">
        {its.error ? <DecisionNotice error={its.error} card={card} draft={its.draft} /> : null}
        {isPending && its.mode === 'edit' ? (
          <section className="panel" aria-live="polite">
            <h2>What you changed</h2>
            {its.differences.length === 0 ? <p className="quiet">Nothing yet.</p> : null}
            <DifferenceView differences={its.differences} />
          </section>
        ) : null}
        {decision}
      </aside>
      <div className="card-context">
        <ProposedView card={card} />
        {card.answer ? <AnswerView answer={card.answer} /> : null}
        <WhyView card={card} />
        {inline ? null : <Led card={card} />}
      </div>
    </div>
  );
}

function Led({ card }: { card: Card }) {
  return (
    <>
      <RecipientsView card={card} />
      <AgentWords card={card} />
      <SourceView card={card} />
      <HistoryView card={card} />
      <Timeline card={card} />
    </>
  );
}

type HeldBack = { changed: boolean; isLong: boolean; isWrong: boolean; isOwnWish: boolean };

function heldBack({ changed, isLong, isWrong, isOwnWish }: HeldBack): string {
  if (isOwnWish) return 'You asked for this in a chat, so somebody else must approve it. You can reject it.';
  if (changed) return 'It changed: say that you read it first.';
  if (isLong) return 'Read to the end of the content to approve.';
  return isWrong ? 'A field cannot be read as it is.' : '';
}
