import { Alert } from '@mantine/core';
import { memo } from 'react';
import { Icon } from './icons.tsx';
import { oddities, textParts } from './text-parts.ts';

type Options = { multiline?: boolean };

/**
 * Text from outside with nothing in it hidden. It only ever becomes text nodes, so nothing in it is read as markup. All that an
 * agent, a sender or another person wrote is shown by this.
 */
export const Shown = memo(function Shown({ text, multiline = false }: { text: string } & Options) {
  return textParts(text, { multiline }).map((part, index) =>
    part.kind === 'plain' ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text do not move; another text is another list
      <mark key={index} className={part.kind === 'hidden' ? 'hidden-character' : 'mixed-word'}>
        {part.text}
      </mark>
    ),
  );
});

/** What is odd about some texts, in words; nothing for honest ones. */
export function OddityWarning({ texts, multiline = false }: { texts: string[] } & Options) {
  const says = oddityInWords(texts, { multiline });
  return says ? <Warning>{says}</Warning> : null;
}

function oddityInWords(texts: string[], options: Options): string {
  const counts = texts.map((text) => oddities(textParts(text, options)));
  const hidden = counts.reduce((sum, count) => sum + count.hidden, 0);
  const mixed = counts.reduce((sum, count) => sum + count.mixed, 0);
  const says = [
    hidden > 0
      ? `${hidden} hidden ${hidden === 1 ? 'character is' : 'characters are'} spelled out here, as ⟨U+…⟩.`
      : '',
    mixed > 0 ? `${mixed} ${mixed === 1 ? 'word mixes' : 'words mix'} alphabets and may imitate another word.` : '',
  ];
  return says.filter(Boolean).join(' ');
}

/** Something to look at twice. */
export function Warning({ children }: { children: React.ReactNode }) {
  return (
    <Alert color="care" variant="light" p="xs" icon={<Icon name="warning" />} role="note">
      {children}
    </Alert>
  );
}
