const PATHS = {
  bell: 'M12 3a6 6 0 0 0-6 6v4l-2 4h16l-2-4V9a6 6 0 0 0-6-6Zm-2.5 16a2.5 2.5 0 0 0 5 0',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8.5c1-4 4-6 8-6s7 2 8 6',
  approvals: 'M4 12.5 9 17.5 20 6.5',
  activity: 'M3 12h4l3-8 4 16 3-8h4',
  agents: 'M7 9h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2Zm5-5v5M9.5 13.5v1M14.5 13.5v1',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c.6-3.5 3-5.5 6-5.5s5.400 2 6 5.500M16 4.500a3.500 3.500 0 0 1 0 6.500M18 15c1.700.8 2.700 2.500 3 5',
  workspace: 'M4 20V8l8-4 8 4v12M4 20h16M9 20v-6h6v6',
  chat: 'M4 5h16v11H10l-5 4v-4H4Z',
  shield: 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6Z',
  list: 'M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01',
  bolt: 'M13 3 5 14h6l-1 7 8-11h-6Z',
  stop: 'M8 5v14M16 5v14',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h10v11H9ZM5 15V4h10',
  warning: 'M12 4 2.500 20h19ZM12 10v4.500M12 17.200v.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3 2',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4.500 4.500',
  keyboard: 'M3 6h18v12H3ZM7 10h.01M11 10h.01M15 10h.01M17 14H7',
  key: 'M15 13a4.500 4.500 0 1 0-4.300-3.200L4 16.500V20h3.500v-2.500H10V15l1.700-1.700A4.500 4.500 0 0 0 15 13Zm1-5h.01',
  file: 'M7 3h7l4 4v14H7ZM14 3v4h4',
} as const;

export type IconName = keyof typeof PATHS;

/** Beside words that say the same, so assistive technology passes over it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
