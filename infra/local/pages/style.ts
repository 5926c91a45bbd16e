/** One stylesheet for the pages of the local run: it follows the reader's light or dark, and the width that there is. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f8, #14161a); --card: light-dark(#fff, #1d2026); --ink: light-dark(#1b1f27, #e7e9ee);
  --quiet: light-dark(#5a6372, #9aa3b2); --line: light-dark(#dde1e8, #323743); --accent: light-dark(#2b50c8, #8fabff);
  --on-accent: light-dark(#fff, #0e1630); --shade: light-dark(#f0f2f6, #16181d);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
main:has(> .narrow) { max-width: 30rem; padding-top: max(2rem, 12vh); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.125rem; line-height: 1.35; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: .15em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet { color: var(--quiet); font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin: 1rem 0; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
.bar > :first-child { margin-right: auto; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 1rem 0; padding: 0; }
.chips a { display: block; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: 99rem; background: var(--card); text-decoration: none; font-size: .875rem; }
.chips a[aria-current] { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: .75rem 0; font-size: .875rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
pre, .text { background: var(--shade); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.text { font: 1rem/1.55 system-ui, sans-serif; }
pre { font: .8125rem/1.5 ui-monospace, monospace; }
iframe { width: 100%; height: 20rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; margin-top: .75rem; }
summary { cursor: pointer; color: var(--quiet); font-size: .875rem; margin-top: .75rem; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 500; width: 14rem; }
tr:first-child > * { border-top: 0; }
select, button { font: inherit; min-height: 2.5rem; border-radius: .5rem; border: 1px solid var(--line); background: var(--card); color: inherit; padding: .375rem .75rem; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.people { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: .5rem; }
.people button { width: 100%; text-align: left; display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 0 1rem; padding: .75rem 1rem; }
.people strong { font-weight: 600; overflow-wrap: anywhere; }
.people .email { grid-column: 1; overflow-wrap: anywhere; }
.people .role { grid-row: 1 / span 2; grid-column: 2; border: 1px solid var(--line); border-radius: 99rem; padding: .0625rem .625rem; }
`;
