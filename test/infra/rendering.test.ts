import { beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../infra/bundle-page.ts';
import { type PageFile, renderingOf } from '../../infra/rendering-of.ts';

describe('which rendering of the card somebody saw', () => {
  let files: { name: string; contents: string }[];
  beforeAll(async () => {
    const built = await bundlePage(process.cwd());
    files = built.map(({ name, contents }: PageFile) => ({ name, contents: String(contents) }));
  });
  /** As after a change of some words of the page; they are there, or this would show nothing. */
  const changed = (text: string) => {
    expect(files.filter(({ contents }) => contents.includes(text)).length, text).toBeGreaterThan(0);
    return renderingOf(files.map(({ name, contents }) => ({ name, contents: contents.replaceAll(text, `${text} `) })));
  };

  it('stands in the page, the same for the same source', () => {
    const index = files.find(({ name }) => name === 'index.html');
    expect(index?.contents).toContain(`<meta name="rendering" content="${renderingOf(files)}">`);
    expect(renderingOf(files)).toMatch(/^[\w-]{8}$/);
  });

  it.each([
    ['the card itself', 'Read to the end of the content to approve.'],
    ['its buttons', 'Approve with changes'],
    ['how hidden characters are spelled out', 'spelled out here'],
    ['what it says of a field that is not known', 'not understood'],
    ['what shows HTML', 'Without its styles, pictures and anything that acts'],
    ['its words for rules', 'Not on the allow-list of this agent'],
    ['its styles', '.decision-bar'],
    ['what keeps content from being hidden by style', '.hidden-character'],
  ])('is another one after a change of %s', (_, text) => expect(changed(text)).not.toBe(renderingOf(files)));

  it.each(['Whom it reaches most', 'Invite somebody', 'What starts it'])(
    'is the same after a change of another page: %s',
    (text) => expect(changed(text)).toBe(renderingOf(files)),
  );

  it('is the same where another page has but another name', () => {
    const other = files.find(({ name }) => /^numbers-page-/.test(name))?.name ?? '';
    const renamed = files.map(({ name, contents }) => ({
      name: name === other ? 'numbers-page-AAAAAAAA.js' : name,
      contents: contents.replaceAll(other, 'numbers-page-AAAAAAAA.js'),
    }));
    expect(renderingOf(renamed)).toBe(renderingOf(files));
  });
});
