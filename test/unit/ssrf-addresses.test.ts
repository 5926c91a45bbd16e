import { describe, expect, it } from 'vitest';
import { readHttpTarget } from '#shared/action/http-target.ts';
import { isPublicAddress, isSameAddress } from '#shared/guardrail/public-address.ts';

describe('an address that leads inside some network is not public', () => {
  it.each([
    // IPv4: this host, private, shared, link-local with the metadata services, documentation, multicast, reserved.
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '127.0.0.1',
      '127.255.255.254',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
    ],
    ...['100.64.0.1', '169.254.0.1', '169.254.169.254', '169.254.170.2', '192.0.0.1', '192.0.0.170', '192.0.2.1'],
    ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
    // IPv6: unspecified, loopback, link-local, unique local with AWS's metadata service, multicast, documentation.
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      '2001:db8::1',
      '3fff::1',
    ],
    // IPv6 that a translator turns into IPv4: mapped, compatible, 6to4, Teredo, NAT64, ISATAP-like.
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::127.0.0.1', '::7f00:1', '::a00:1', '2002:7f00:1::'],
    ...['2002:808:808::1', '2001:0:4136:e378::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '::ffff:0:127.0.0.1', '100::1'],
    ...['2001:10::1', '2001:20::1', '4000::1', '5f00::1', 'e000::1'],
    // No addresses, though some resolvers take them for one.
    ...[
      '',
      'localhost',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '010.8.8.8',
      '8.8.8',
      '134744072',
      '8.8.8.8.',
    ],
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ...['8.8.8.8', '1.1.1.1', '52.94.236.248', '172.32.0.1', '100.128.0.1', '169.253.1.1', '192.0.1.1'],
    ...['2606:4700:4700::1111', '2a00:1450:4001:81c::200e', '::ffff:8.8.8.8'],
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is known again in another spelling, and no other address is', () => {
    expect(isSameAddress('::ffff:93.184.216.34', '93.184.216.34')).toBe(true);
    expect(isSameAddress('2606:4700:0:0::1', '2606:4700::1')).toBe(true);
    expect(isSameAddress('93.184.216.34', '127.0.0.1')).toBe(false);
    expect(isSameAddress('', '')).toBe(false);
  });
});

describe('a URL is read in one way or not at all', () => {
  it.each([
    ...[
      'http://acme.com/',
      'ftp://acme.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:,x',
      'gopher://acme.com',
    ],
    ...['https:acme.com', 'https:/acme.com', 'https:///acme.com', '//acme.com', 'acme.com', '', 'https://'],
    ...['https://user:pass@acme.com/', 'https://user@acme.com/', 'https://@acme.com/', 'https://:@acme.com/'],
    ...['https://acme.com#@127.0.0.1/', 'https://acme.com/#', 'https://acme.com/x#y', 'https://acme.com\\@127.0.0.1/'],
    ...[
      'https://acme.com\\.evil.com/',
      'https://acme.com/a\\b',
      ' https://acme.com/',
      'https://acme.com/a b',
      'https://ac\tme.com/',
    ],
    ...[
      'https://acme.com/\r\nX: y',
      'https://acme.com/\0',
      'https://acme\u200b.com/',
      'https://acme.com/\u202egnp',
      'https://\u00adacme.com/',
    ],
    ...['https://localhost/', 'https://localhost./', 'https://LOCALHOST/', 'https://intranet/', 'https://acme.com./'],
    ...[
      'https://acme..com/',
      'https://-acme.com/',
      'https://acme.com:99999/',
      'https://[::1',
      'https://[fe80::1%25eth0]/',
      'https://256.1.1.1/',
    ],
    ...[
      'https://1.2.3.4.5/',
      'https://acme.com:x/',
      'https://a_b.com/',
      'https://%00/',
      'https://acme.com%2f.evil.com/',
    ],
  ])('%j is refused', (url) => {
    expect(readHttpTarget(url)).toBeUndefined();
  });

  it.each([
    ['HTTPS://ACME.com', 'https://acme.com/', 'acme.com', 443],
    ['https://acme.com:443/a', 'https://acme.com/a', 'acme.com', 443],
    ['https://acme.com:8443/a?b=c%20d', 'https://acme.com:8443/a?b=c%20d', 'acme.com', 8443],
    ['https://acme.com/a/../b/./c', 'https://acme.com/b/c', 'acme.com', 443],
    ['https://acme.com/%2e%2e/x', 'https://acme.com/x', 'acme.com', 443],
    ['https://müller.example/é', 'https://xn--mller-kva.example/%C3%A9', 'xn--mller-kva.example', 443],
    ['https://аcme.com/', 'https://xn--cme-5cd.com/', 'xn--cme-5cd.com', 443],
    ['https://acme。com/', 'https://acme.com/', 'acme.com', 443],
    ['https://8.8.8.8/', 'https://8.8.8.8/', '8.8.8.8', 443],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/', '2606:4700::1111', 443],
    ['https://acme.com/a?to=x@y.z', 'https://acme.com/a?to=x@y.z', 'acme.com', 443],
  ])('%s becomes %s', (text, href, host, port) => {
    expect(readHttpTarget(text)).toMatchObject({ href, host, port });
  });
});

describe('whatever the spelling of an address inside, it is seen as what it is', () => {
  it.each([
    ...[
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '0x7f.0x0.0x0.0x1',
      '0177.0.0.1',
      '017700000001',
      '127.1',
      '127.0.1',
      '0',
      '00',
      '0.0',
    ],
    ...[
      '127.0.0.1',
      '１２７.0.0.1',
      '①②⑦.0.0.1',
      '127。0。0。1',
      '%31%32%37.0.0.1',
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
    ],
    ...[
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::127.0.0.1]',
      '[2002:7f00:1::]',
      '[fe80::1]',
    ],
    ...['169.254.169.254', '0xa9fea9fe', '2852039166', '0251.0376.0251.0376', '[::ffff:a9fe:a9fe]', '[fd00:ec2::254]'],
    ...[
      '127.0.0.1.',
      '0x',
      '10.0.0.1',
      '0xA.1',
      '012.0.0.1',
      '192.168.257',
      '100.64.1.1',
      '255.255.255.255',
      '4294967295',
    ],
  ])('https://%s/', (host) => {
    const target = readHttpTarget(`https://${host}/`);
    expect(target).toMatchObject({ isAddress: true });
    expect(isPublicAddress(target?.host ?? '')).toBe(false);
  });
});
