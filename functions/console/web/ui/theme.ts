import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Shade 7 fills buttons in light, 6 in dark; both carry white text at 4.5:1 or more. */
const sign: MantineColorsTuple = [
  ...['#eef2ff', '#dde5fc', '#b9c8f7', '#93aaf2', '#7f9af0'],
  ...['#5577e6', '#3f63dc', '#2b50c8', '#213fa3', '#172d78'],
] as unknown as MantineColorsTuple;
const yes: MantineColorsTuple = [
  ...['#e8f7ef', '#d3eddf', '#a6dbc0', '#76c99f', '#5cc28d'],
  ...['#35af71', '#14824d', '#0f6b3f', '#0b5531', '#063f23'],
] as unknown as MantineColorsTuple;
const no: MantineColorsTuple = [
  ...['#fdeeec', '#f9dad7', '#f1b0aa', '#f08c82', '#ee7d72'],
  ...['#e04537', '#c9372c', '#b3261e', '#8f1d16', '#6b140f'],
] as unknown as MantineColorsTuple;
const care: MantineColorsTuple = [
  ...['#fff6e0', '#ffebc2', '#fdd889', '#fbc54d', '#f9b51e'],
  ...['#e8a20c', '#9a6200', '#7a4d00', '#5e3b00', '#422900'],
] as unknown as MantineColorsTuple;

/** `yes` approves and says what went well, `no` rejects and warns of what cannot be undone, `care` asks to look twice. */
export const theme = createTheme({
  colors: { sign, yes, no, care },
  primaryColor: 'sign',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Open Sans', sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Quiet text that can still be read, since Mantine's own grey is below 4.5:1; and the colours of the page itself. */
export const quietColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-scheme': 'light',
    '--mantine-color-dimmed': '#566072',
    '--mantine-color-placeholder': '#666f7f',
    '--mantine-color-error': 'var(--mantine-color-no-7)',
    '--page': '#f4f5f8',
    '--card': '#fff',
    '--line': '#d9dee7',
    '--shade': '#f0f2f6',
  },
  dark: {
    '--mantine-color-scheme': 'dark',
    '--mantine-color-dimmed': '#a0a9b8',
    '--mantine-color-placeholder': '#98a1b0',
    '--mantine-color-error': 'var(--mantine-color-no-3)',
    '--mantine-color-body': '#1c1f26',
    '--page': '#13151a',
    '--card': '#1c1f26',
    '--line': '#333945',
    '--shade': '#15181d',
  },
});
