import { Shown, Warning } from '../ui/shown.tsx';

/** An address with the host that it leads to standing out, as the network reads it (punycode), and its query apart. */
export function UrlParts({ url }: { url: string }) {
  const parts = URL.canParse(url) ? new URL(url) : undefined;
  if (!parts)
    return (
      <p className="break">
        <Shown text={url} />
      </p>
    );
  const query = [...parts.searchParams];
  return (
    <>
      <p className="break">
        <Shown text={url} />
      </p>
      <dl className="facts">
        <dt>Host</dt>
        <dd>
          <strong className="break">
            <Shown text={parts.host} />
          </strong>
        </dd>
        <dt>Path</dt>
        <dd className="break">
          <Shown text={parts.pathname} />
        </dd>
        {query.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may be there twice, and the list does not move
          <div key={index} className="contents">
            <dt className="break">
              <Shown text={`?${name}`} />
            </dt>
            <dd className="break">
              <Shown text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {/(^|\.)xn--/.test(parts.hostname) ? (
        <Warning>
          A host that starts with xn-- is written in other letters than it shows here, and may imitate another one.
        </Warning>
      ) : null}
    </>
  );
}
