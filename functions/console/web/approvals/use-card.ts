import { useEffect, useMemo, useRef, useState } from 'react';
import type { Card, Decided } from '../app/api-types.ts';
import { useToasts } from '../ui/toasts.tsx';
import { stateInWords } from '../ui/words.ts';
import type { Draft, Verdict } from './decide.ts';
import type { Mode } from './decision-panel.tsx';
import { differences } from './difference.ts';
import { editedContent, editFields } from './edit-fields.ts';
import { takeDraft } from './kept-draft.ts';
import { useDecision } from './use-decision.ts';

const NOTHING: Record<string, unknown> = {};

/** What a person does on one card until it is decided; it outlives the card's being read again. */
export function useCard(card: Card, onDecided: (decided: Decided, card: Card) => void) {
  const decision = useDecision();
  const { announce } = useToasts();
  const [mode, setMode] = useState<Mode>('decide');
  const [draft, setDraft] = useState<Draft>(
    () => takeDraft(card) ?? { note: '', notifyAgent: card.notifyAgentDefault },
  );
  // What the person was shown first, or has said to have read since.
  const question = `${card.round} ${card.hash}`;
  const [accepted, setAccepted] = useState(question);
  const openedAt = useOpenedAt(question);
  // The same object until it changes: what is read again is laid over what was read before.
  const content = card.content ?? NOTHING;
  const [fields, setFields] = useState(() => editFields(card.capability, content));
  useEffect(() => {
    setFields(editFields(card.capability, content));
    setMode('decide');
  }, [card.capability, content]);
  const edited = useMemo(() => editedContent(content, fields), [content, fields]);
  const changes = useMemo(
    () => (edited.ok ? differences(card.capability, content, edited.content) : []),
    [card.capability, content, edited],
  );
  const before = useRef(card.state);
  const wasPending = useRef(false);
  if (before.current === 'pending' && card.state !== 'pending') wasPending.current = true;
  useEffect(() => {
    if (before.current !== card.state) announce(stateInWords(card.state));
    before.current = card.state;
  }, [card.state, announce]);

  const isEdited = mode === 'edit' && edited.ok && changes.length > 0;
  const whole: Draft = { ...draft, edited: isEdited ? edited.content : undefined };
  const decide = (verdict: Verdict) =>
    decision.mutate({ card, verdict, draft: whole, openedAt }, { onSuccess: (decided) => onDecided(decided, card) });
  return {
    ...{ mode, setMode, draft: whole, setDraft, fields, setFields, decide },
    accept: () => setAccepted(question),
    changed: card.state === 'pending' && accepted !== question,
    problem: mode === 'edit' && !edited.ok ? { key: edited.key, says: edited.says } : undefined,
    differences: changes,
    error: decision.error ?? undefined,
    sending: decision.isPending ? decision.variables.verdict : undefined,
    wasPending: wasPending.current,
  };
}

/** Since when this very question is shown: asked anew, it is read anew. */
function useOpenedAt(question: string): string {
  const opened = useRef({ question, at: new Date().toISOString() });
  if (opened.current.question !== question) opened.current = { question, at: new Date().toISOString() };
  return opened.current.at;
}
