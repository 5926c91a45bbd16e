/** Which rendering of the card this page has: the build says it in index.html (`infra/rendering-of.ts`). */
export function renderingOfPage(): string | undefined {
  const content = document.querySelector('meta[name="rendering"]')?.getAttribute('content');
  return content || undefined;
}
