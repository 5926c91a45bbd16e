import { type MetadataJson, parsePhoneNumberFromString as parseWith } from 'libphonenumber-js/core';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { parsePhoneNumberFromString } from 'libphonenumber-js/min/es6';
import { expect, it } from 'vitest';
import { slimMetadata } from '../../infra/bundle/slim-phone-metadata.ts';

const slim = slimMetadata() as unknown as MetadataJson;
const callingCode = (country: string) => String(slimMetadata().countries[country]?.[0]);

/** What `readPhone` looks at. */
const seen = (number: ReturnType<typeof parsePhoneNumberFromString>) =>
  number && { number: number.number, code: number.countryCallingCode, isPossible: number.isPossible() };

it('numbers of every country are read the same without the patterns that bundles leave out', () => {
  const texts = Object.entries(examples).flatMap(([country, national]) => {
    const code = callingCode(country);
    const lengths = [national, national.slice(1), national.slice(0, -3), `${national}7`, `${national}0123`];
    return [...lengths, `0${national}`, `(0)${national}`, `8${national}`, `1${national}`].flatMap((rest) => [
      `+${code}${rest}`,
      `+${code} ${rest.slice(0, 2)}-${rest.slice(2)}`,
    ]);
  });
  expect(texts.length).toBeGreaterThan(4_000);
  for (const text of texts) {
    const options = { extract: false } as const;
    const [short, whole] = [parseWith(text, options, slim), parsePhoneNumberFromString(text, options)].map(seen);
    expect(short, text).toEqual(whole);
  }
});
