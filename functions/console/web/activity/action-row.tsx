import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Age } from '../ui/age.tsx';
import { Shown } from '../ui/shown.tsx';

type ActionRowProps = {
  actionId: string;
  agentName: string;
  /** What kind of thing it is, or what started it. */
  kind: string;
  createdAt: string;
  summary: string;
  /** How it stands. */
  children?: ReactNode;
};

/** One action in a list: who asks, for what, and since when. It leads to its own page. */
export function ActionRow({ actionId, agentName, kind, createdAt, summary, children }: ActionRowProps) {
  return (
    <li>
      <Link to="/approvals/$actionId" params={{ actionId }} className="panel row">
        <span className="over">
          <span className="break">
            <Shown text={agentName} />
            {kind ? <span className="quiet"> · {kind}</span> : null}
          </span>
          <span className="quiet">
            <Age since={createdAt} />
          </span>
        </span>
        <span className="summary break">
          <Shown text={summary} />
        </span>
        {children}
      </Link>
    </li>
  );
}
