import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Card, Decided } from '../app/api-types.ts';
import { useApi } from '../app/services.ts';
import { type Draft, decisionMaker, type Verdict } from './decide.ts';
import { decidedOnThisPage } from './decided-on-this-page.ts';
import { renderingOfPage } from './rendering.ts';

type Press = { card: Card; verdict: Verdict; draft: Draft; openedAt: string };

/** Sends decisions, one press at a time; what became of each is read from the API, and never guessed. */
export function useDecision() {
  const api = useApi();
  const queries = useQueryClient();
  const make = useMemo(() => decisionMaker(renderingOfPage()), []);
  return useMutation<Decided, Error, Press>({
    mutationFn: ({ card, verdict, draft, openedAt }) =>
      api('POST /approvals/{actionId}/decision', {
        params: { actionId: card.actionId },
        body: make(card, verdict, draft, openedAt),
      }),
    onSuccess: (decided) => decidedOnThisPage.remember(decided),
    onSettled: (_decided, _error, { card }) =>
      Promise.all([
        queries.invalidateQueries({
          queryKey: ['GET /approvals/{actionId}', { actionId: card.actionId }],
        }),
        queries.invalidateQueries({ queryKey: ['GET /approvals'] }),
        queries.invalidateQueries({ queryKey: ['GET /notifications'] }),
      ]),
  });
}
