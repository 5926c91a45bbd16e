import { Button, Checkbox, Text, Textarea } from '@mantine/core';
import { type Ref, useEffect, useId, useRef } from 'react';
import type { Card } from '../app/api-types.ts';
import { Shown } from '../ui/shown.tsx';
import type { Draft, Verdict } from './decide.ts';
import { HoldNotice } from './hold-notice.tsx';
import { RejectPresets } from './reject-presets.tsx';
import { targetOf } from './sentence.ts';

export type Mode = 'decide' | 'reject' | 'edit';

type DecisionPanelProps = {
  card: Card;
  mode: Mode;
  onMode: (mode: Mode) => void;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onDecide: (verdict: Verdict) => void;
  /** What is being sent. */
  sending: Verdict | undefined;
  /** Why it cannot be approved right now, in words; empty when it can. */
  heldBack: string;
  approveRef: Ref<HTMLButtonElement>;
};

/** Approve, reject or change: buttons that stay where they are, whatever the content is. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { card, mode, draft, onDraft } = props;
  const id = useId();
  const isChat = card.origin === 'chat';
  if (!card.mayDecide) return <OnlyReading card={card} />;
  return (
    <section className="panel decide" aria-labelledby={id}>
      <h2 id={id}>{mode === 'reject' ? 'Reject: why?' : 'Your decision'}</h2>
      {card.hold ? <HoldNotice hold={card.hold} /> : null}
      <WhatItTakes card={card} />
      {mode === 'reject' ? (
        <RejectPresets reasons={card.rejectReasons} onChoose={(note) => onDraft({ ...draft, note })} />
      ) : null}
      <Note mode={mode} draft={draft} onDraft={onDraft} />
      {isChat ? null : (
        <Checkbox
          label="Notify agent"
          description="It learns the outcome and may go on working."
          checked={draft.notifyAgent}
          onChange={(event) => onDraft({ ...draft, notifyAgent: event.currentTarget.checked })}
        />
      )}
      {mode === 'reject' ? (
        <p className="quiet">Or withdraw it: then nobody said no, and it will not be done either.</p>
      ) : null}
      <Bar {...props} />
    </section>
  );
}

/** In their own chat people see what others have to decide. */
function OnlyReading({ card: { hold } }: { card: Card }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>It waits for somebody else</h2>
      {hold ? <HoldNotice hold={hold} /> : null}
      <p>You may read this. Owners and editors of this agent decide about it.</p>
    </section>
  );
}

/** What the settings ask of who approves, before they press the button. */
function WhatItTakes({ card: { approversNeeded, approvedBy, stepUp } }: { card: Card }) {
  return (
    <>
      {approversNeeded > 1 ? (
        <Text size="sm" className="agreement">
          {approvedBy ? (
            <>
              First approval by <Shown text={approvedBy} />. It waits for a second, different person.
            </>
          ) : (
            `${approversNeeded} people must approve it before it is done. One no is enough to stop it.`
          )}
        </Text>
      ) : null}
      {stepUp ? (
        <p className="quiet">To approve it, you must have signed in in the last five minutes. You may be asked to.</p>
      ) : null}
    </>
  );
}

function Note({ mode, draft, onDraft }: Pick<DecisionPanelProps, 'mode' | 'draft' | 'onDraft'>) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (mode === 'reject') area.current?.focus();
  }, [mode]);
  return (
    <Textarea
      ref={area}
      label={mode === 'reject' ? 'Reason' : 'Note'}
      description="Optional. Kept with the decision; the agent reads it if it is told."
      value={draft.note}
      maxLength={500}
      autosize
      minRows={1}
      maxRows={5}
      onChange={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
    />
  );
}

function Bar({ card, mode, onMode, onDecide, sending, heldBack, approveRef, draft }: DecisionPanelProps) {
  const hintId = useId();
  const busy = sending !== undefined;
  const changed = mode === 'edit';
  const cannotApprove = card.content === undefined || heldBack !== '' || (changed && !draft.edited);
  return (
    <div className="decision-bar">
      <p className="target">
        <Shown text={targetOf(card.capability, draft.edited ?? card.content)} />
      </p>
      {heldBack ? (
        <p className="hint" id={hintId} role="status">
          {heldBack}
        </p>
      ) : null}
      <div className="buttons">
        {mode === 'decide' ? (
          <>
            <Button variant="outline" color="no" disabled={busy} onClick={() => onMode('reject')}>
              Reject
            </Button>
            <Button variant="default" disabled={busy || !card.content} onClick={() => onMode('edit')}>
              Edit
            </Button>
          </>
        ) : (
          <Button variant="default" disabled={busy} onClick={() => onMode('decide')}>
            Back
          </Button>
        )}
        {mode === 'reject' ? (
          <Button
            variant="default"
            disabled={busy}
            loading={sending === 'withdraw'}
            onClick={() => onDecide('withdraw')}
          >
            Withdraw
          </Button>
        ) : null}
        {mode === 'reject' ? (
          <Button color="no" loading={sending === 'reject'} onClick={() => onDecide('reject')} data-primary>
            Reject
          </Button>
        ) : (
          <Button
            ref={approveRef}
            px="sm"
            color="yes"
            loading={sending === 'approve'}
            disabled={busy || cannotApprove}
            aria-describedby={heldBack ? hintId : undefined}
            onClick={() => onDecide('approve')}
            data-primary
          >
            {changed ? 'Approve with changes' : 'Approve'}
          </Button>
        )}
      </div>
    </div>
  );
}
