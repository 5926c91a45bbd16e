import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

type PageProps = {
  title: ReactNode;
  /** For the window's title, where `title` is no text. */
  name?: string;
  /** Buttons at the right of the heading. */
  actions?: ReactNode;
  children: ReactNode;
};

/** One page: its heading takes the focus when it opens, so that who listens knows where they are. */
export function Page({ title, name, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const inWindow = name ?? (typeof title === 'string' ? title : '');
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <>
      <title>{inWindow ? `${inWindow} · Countersign` : 'Countersign'}</title>
      <div className="page-head">
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {actions}
      </div>
      {children}
    </>
  );
}
