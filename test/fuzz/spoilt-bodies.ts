const LIMIT = 256 * 1024;

/**
 * Ways to spoil the text of a JSON object with at least one key, whose result must be refused whatever the rest says.
 * By name, for the report.
 */
export const SPOILERS: Record<string, (text: string) => string | Buffer> = {
  'a key twice': (text) => `{${firstMember(text)},${text.slice(1)}`,
  'a key twice, once escaped': (text) => `{"\\u0061":1,"a":1,${text.slice(1)}`,
  'a key twice, deep inside': (text) => `{"x":[{"y":{"z":1,"z":2}}],${text.slice(1)}`,
  'a prototype': (text) => `{"__proto__":{"verdict":"approve"},${text.slice(1)}`,
  'a prototype, escaped': (text) => `{"\\u005f_proto__":{},${text.slice(1)}`,
  'a prototype by the constructor': (text) => `{"constructor":{"prototype":{"a":1}},${text.slice(1)}`,
  'an integer that loses digits': (text) => `{"n":12345678901234567890,${text.slice(1)}`,
  'an integer written as a power': (text) => `{"n":1e400,${text.slice(1)}`,
  'a number with a leading zero': (text) => `{"n":007,${text.slice(1)}`,
  'half a surrogate pair': (text) => `{"s":"\\ud83d",${text.slice(1)}`,
  'half a surrogate pair in a key': (text) => `{"\\udc00":1,${text.slice(1)}`,
  'half of it': (text) => text.slice(0, Math.ceil(text.length / 2)),
  'something behind it': (text) => `${text} {}`,
  'a byte order mark': (text) => `\ufeff${text}`,
  'a raw NUL in a string': (text) => `{"s":"a\0b",${text.slice(1)}`,
  'a comma too many': (text) => `${text.slice(0, -1)},}`,
  'a comment': (text) => `/* hello */${text}`,
  'single quotes': (text) => text.replaceAll('"', "'"),
  NaN: (text) => `{"n":NaN,${text.slice(1)}`,
  '1,000 lists in each other': (text) => `{"d":${'['.repeat(1_000)}${']'.repeat(1_000)},${text.slice(1)}`,
  '100,000 lists that never end': () => '['.repeat(100_000),
  '100,000 objects that never end': () => '{"a":'.repeat(50_000),
  'one byte more than is taken': (text) => text.padEnd(LIMIT + 1, ' '),
  'more than is taken, in characters of three bytes': (text) => `{"s":"${'発'.repeat(LIMIT / 3)}",${text.slice(1)}`,
  'bytes that are not UTF-8': (text) =>
    Buffer.concat([Buffer.from('{"s":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(`",${text.slice(1)}`)]),
  'a surrogate in UTF-8': (text) =>
    Buffer.concat([Buffer.from('{"s":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(`",${text.slice(1)}`)]),
  'UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'gzip that nobody announced': () => Buffer.from('1f8b0800000000000003abae05000043bfa602000000', 'hex'),
  nothing: () => '',
};

export const SPOILER_NAMES = Object.keys(SPOILERS);

function firstMember(text: string): string {
  const [[key = '', value] = []] = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}
