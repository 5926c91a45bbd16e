import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { previewDocument } from './html-preview.ts';

/** An email's HTML in a frame that may do nothing (`sandbox=""`) and load nothing. */
export function HtmlFrame({ html }: { html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (frame.current) frame.current.srcdoc = previewDocument(html);
  }, [html]);
  return (
    <>
      <Text size="sm" c="dimmed">
        Without its styles, pictures and anything that acts, so that nothing in it can hide. Where links lead stands
        behind them.
      </Text>
      <iframe
        ref={frame}
        className="html-preview"
        sandbox=""
        referrerPolicy="no-referrer"
        title="Preview of the HTML"
      />
    </>
  );
}
