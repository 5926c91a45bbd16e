import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme } from '../ui/theme.ts';

/**
 * Mantine, without any style that it would write into the page at run time: the page's CSP takes styles from its own
 * file only, and Trusted Types refuse the rest. `theme.css` holds the variables that Mantine would write
 * (a test makes it from `theme.ts`), and components that write a `<style>` of their own (AppShell, Grid, SimpleGrid, scroll
 * locks, props by breakpoint) are not used: `ui/` has its own. React sets `style` props through the CSSOM, which is allowed.
 */
export function Look({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      {children}
    </MantineProvider>
  );
}
