import { Badge, Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { Card } from '../app/api-types.ts';
import { OddityWarning, Shown, Warning } from '../ui/shown.tsx';
import { type ContentField, contentFields } from './content-fields.ts';
import { HtmlFrame } from './html-frame.tsx';
import { InputView } from './input-view.tsx';
import { UrlParts } from './url-parts.tsx';

const TITLES: Record<string, string> = { pending: 'What would be done', executed: 'What was done' };
/** Lists, one value a line. */
const LISTS = new Set(['addresses', 'ids', 'files']);

/** Every field that would run, in full. */
export function ContentView({ card: { state, capability, content } }: { card: Card }) {
  const id = useId();
  const fields = content ? contentFields(capability, content) : [];
  return (
    <section className="panel content" aria-labelledby={id}>
      <h2 id={id}>{TITLES[state] ?? 'What was asked for'}</h2>
      {content ? null : (
        <Warning>
          The stored content cannot be read, so it cannot be approved. Reject it, and tell an admin of this workspace.
        </Warning>
      )}
      {fields.some(({ kind }) => kind === 'unknown') ? (
        <Warning>Some fields are not understood by this page. They are shown as they are stored.</Warning>
      ) : null}
      <dl className="content-fields">
        {fields.map((field) => (
          <FieldView key={field.key} field={field} capability={capability} />
        ))}
      </dl>
    </section>
  );
}

function FieldView({ field, capability }: { field: ContentField; capability: string }) {
  const { key, label, kind, values } = field;
  const multiline = kind === 'text' || kind === 'files' || kind === 'unknown';
  return (
    <div className="field" data-key={key} data-kind={kind}>
      <dt>
        <Shown text={label} />
        <Flag field={field} />
      </dt>
      <dd>
        {capability === 'http_request' && key === 'url' && kind === 'line' ? (
          <UrlParts url={values[0] ?? ''} />
        ) : capability === 'use_tool' && key === 'input' && kind === 'text' ? (
          <InputView json={values[0] ?? ''} />
        ) : (
          <ValueView field={field} />
        )}
        {capability === 'send_email' && key === 'html' && kind === 'text' ? <Preview html={values[0] ?? ''} /> : null}
        <OddityWarning texts={values} multiline={multiline} />
        {kind === 'addresses' && values.some((value) => /[@.]xn--/i.test(value)) ? (
          <Warning>
            A domain that starts with xn-- is written in other letters than it shows here, and may imitate another one.
          </Warning>
        ) : null}
      </dd>
    </div>
  );
}

function ValueView({ field: { kind, values } }: { field: ContentField }) {
  if (LISTS.has(kind)) {
    return (
      <ul>
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an address may be there twice, and the list does not move
          <li key={index}>
            <Shown text={value} multiline={kind === 'files'} />
          </li>
        ))}
      </ul>
    );
  }
  const text = values[0] ?? '';
  if (kind === 'line')
    return text === '' ? (
      <p className="quiet">empty</p>
    ) : (
      <p>
        <Shown text={text} />
      </p>
    );
  return (
    <pre className={kind === 'text' ? 'text' : 'code'}>
      <Shown text={text} multiline />
    </pre>
  );
}

function Flag({ field: { kind, values } }: { field: ContentField }) {
  if (kind === 'unknown') {
    return (
      <Badge color="care" variant="light" size="sm">
        not understood
      </Badge>
    );
  }
  const text = values[0] ?? '';
  if (kind !== 'text' || text.length < 500) return null;
  const [lines, characters] = [text.split('\n').length, text.length].map((count) => count.toLocaleString('en'));
  return <span className="quiet">{`${lines} lines, ${characters} characters`}</span>;
}

function Preview({ html }: { html: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {opened ? 'Hide the preview' : 'Show a preview'}
      </Button>
      {opened ? <HtmlFrame html={html} /> : null}
    </>
  );
}
