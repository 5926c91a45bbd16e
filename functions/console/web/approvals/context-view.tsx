import { Badge } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { Reason } from '#shared/guardrail/guardrail.ts';
import type { Card } from '../app/api-types.ts';
import { Shown, Warning } from '../ui/shown.tsx';
import { fieldInWords, ruleInWords, timeInWords, triggerInWords, verdictInWords } from '../ui/words.ts';

const COLORS: Record<string, string> = { allow: 'yes', ask: 'care', block: 'no' };

export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Why people are asked: what the rules said of each recipient, those that are not known first. */
export function WhyView({ card: { judgement, pendingReason } }: { card: Card }) {
  const order = ['block', 'ask', 'allow'];
  const reasons = judgement.reasons.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return (
    <Panel title={pendingReason ? 'Why it was asked first' : 'Why it was asked'}>
      <ul className="reasons">
        {reasons.map((reason) => (
          <ReasonView key={`${reason.field} ${reason.recipient} ${reason.rule}`} reason={reason} />
        ))}
      </ul>
    </Panel>
  );
}

function ReasonView({ reason: { rule, verdict, field, recipient } }: { reason: Reason }) {
  return (
    <li>
      {recipient || field ? (
        <span className="whom">
          {field ? <span className="quiet">{fieldInWords(field)} </span> : null}
          {recipient ? (
            <strong className="break">
              <Shown text={recipient} />
            </strong>
          ) : null}
        </span>
      ) : null}
      <span>
        <Badge color={COLORS[verdict] ?? 'gray'} variant="light" size="sm" mr={6}>
          {verdictInWords(verdict)}
        </Badge>
        {ruleInWords(rule)}
      </span>
    </li>
  );
}

/** What started the agent, and what names this very request. */
export function SourceView({ card }: { card: Card }) {
  const { trigger, tainted, agent, createdAt, actionId, hash, editedBy } = card;
  return (
    <Panel title="Where it came from">
      {tainted ? (
        <Warning>
          What started the agent could not be verified. Somebody else may have written what it worked from.
        </Warning>
      ) : null}
      <dl className="facts">
        {trigger ? (
          <>
            <dt>Started by</dt>
            <dd className="break">
              {`${capital(triggerInWords(trigger.kind))}${trigger.name ? ': ' : ''}`}
              <Shown text={trigger.name} />
              {trigger.test ? ' (a person tried it out)' : ''}
            </dd>
            <Sender trigger={trigger} />
          </>
        ) : null}
        <dt>Agent</dt>
        <dd>
          <Shown text={agent.name} />
        </dd>
        <dt>Asked</dt>
        <dd>{timeInWords(createdAt)}</dd>
        {editedBy ? (
          <>
            <dt>Changed by</dt>
            <dd>
              <Shown text={editedBy} />
            </dd>
          </>
        ) : null}
        <dt>Id</dt>
        <dd className="id">{actionId}</dd>
        <dt>Content sha256</dt>
        <dd className="id">{hash}</dd>
      </dl>
    </Panel>
  );
}

const VOUCHED = {
  signature: 'by a signature that fits',
  dmarc_pass: 'by the domain of the mail (DMARC)',
  workspace: 'by this workspace itself',
  none: 'by nothing: anybody may have written it',
};

/** Who caused it, as far as that is known, and what vouches for that. */
function Sender({ trigger: { sender, authentication } }: { trigger: NonNullable<Card['trigger']> }) {
  return (
    <>
      {sender ? (
        <>
          <dt>Sender</dt>
          <dd className="break">
            <Shown text={sender} />
          </dd>
        </>
      ) : null}
      {authentication ? (
        <>
          <dt>Vouched for</dt>
          <dd>{VOUCHED[authentication]}</dd>
        </>
      ) : null}
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
