import type { Answer } from '#shared/action/answer.ts';
import { OddityWarning, Shown, Warning } from '../ui/shown.tsx';
import { Panel } from './context-view.tsx';

/** What came back, as text with nothing in it hidden. It comes from outside, and says nothing in our name. */
export function AnswerView({ answer: { status, contentType, headers, body, bytes, truncated } }: { answer: Answer }) {
  const facts = [
    status === undefined ? '' : `status ${status}`,
    contentType ?? '',
    `${bytes.toLocaleString('en')} bytes`,
  ];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <Panel title="What came back">
      <p className="quiet">
        Written by the other side: <Shown text={facts.filter(Boolean).join(' · ')} />
      </p>
      {truncated ? <Warning>There was more. Only the beginning is kept.</Warning> : null}
      {body ? (
        <pre className="text">
          <Shown text={body} multiline />
        </pre>
      ) : null}
      <OddityWarning texts={[body ?? '']} multiline />
      {lines.length > 0 ? (
        <details>
          <summary>{`${lines.length} ${lines.length === 1 ? 'header' : 'headers'}`}</summary>
          <ul className="plain">
            {lines.map((line) => (
              <li key={line}>
                <Shown text={line} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  );
}
