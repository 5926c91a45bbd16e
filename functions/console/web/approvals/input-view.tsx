import { Shown } from '../ui/shown.tsx';
import { inputEntries } from './input-entries.ts';

/** What a tool would be called with: field by field, and as it is stored. */
export function InputView({ json }: { json: string }) {
  const entries = inputEntries(json);
  const stored = (
    <pre className="code">
      <Shown text={json} multiline />
    </pre>
  );
  if (!entries) return stored;
  return (
    <>
      <dl className="facts">
        {entries.map(({ path, text }) => (
          <div key={path} className="contents">
            <dt className="break">
              <Shown text={path} />
            </dt>
            <dd className="break lines">
              {text === '' ? <span className="quiet">empty</span> : <Shown text={text} multiline />}
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>As it is stored</summary>
        {stored}
      </details>
    </>
  );
}
