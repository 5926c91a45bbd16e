import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { describe, expect, it } from 'vitest';
import { quietColors, theme } from '../../../functions/console/web/ui/theme.ts';

describe('the variables that Mantine would write into the page at run time', () => {
  it('are those of theme.css, written with `npm test -- --project unit theme -u`', async () => {
    const merged = mergeMantineTheme(DEFAULT_THEME, theme);
    const css = [defaultCssVariablesResolver(merged), quietColors(merged)].map((variables) =>
      convertCssVariables(variables, ':root'),
    );
    const note = '/* Made from theme.ts by test/unit/console/theme.test.ts. */';
    await expect(`${note}\n${css.join('\n').replaceAll(/([;{}])/g, '$1\n')}`).toMatchFileSnapshot(
      '../../../functions/console/web/ui/theme.css',
    );
  });
});
