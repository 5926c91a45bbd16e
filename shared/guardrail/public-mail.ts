/**
 * Providers where anybody gets an address: to list such a domain would be to list everybody. By name with any ending
 * (`yahoo.co.uk`), or whole. It can never be complete, which is why a suggestion is a draft that a person looks at.
 */
const BY_NAME = new Set(
  'gmail googlemail outlook hotmail live msn yahoo ymail rocketmail aol gmx icloud protonmail yandex mail inbox zoho'.split(
    ' ',
  ),
);
const WHOLE = new Set(
  (
    'me.com mac.com proton.me pm.me web.de t-online.de freenet.de arcor.de online.de posteo.de mailbox.org tutanota.com tuta.io ' +
    'fastmail.com fastmail.fm hey.com hushmail.com mail.ru bk.ru list.ru inbox.ru rambler.ru ukr.net qq.com foxmail.com 163.com ' +
    '126.com 139.com sina.com sohu.com naver.com daum.net hanmail.net rediffmail.com orange.fr wanadoo.fr free.fr sfr.fr ' +
    'laposte.net libero.it virgilio.it tiscali.it alice.it tin.it terra.com.br uol.com.br bol.com.br seznam.cz centrum.cz ' +
    'wp.pl o2.pl onet.pl interia.pl abv.bg freemail.hu telia.com bredband.net telenet.be skynet.be ziggo.nl kpnmail.nl ' +
    'planet.nl xs4all.nl bluewin.ch btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com comcast.net verizon.net ' +
    'att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com rogers.com shaw.ca sympatico.ca telus.net ' +
    'bigpond.com optusnet.com.au xtra.co.nz duck.com relay.firefox.com privaterelay.appleid.com mozmail.com simplelogin.com ' +
    'mailinator.com guerrillamail.com yopmail.com'
  ).split(' '),
);

export function isPublicMailDomain(domain: string): boolean {
  const [name = ''] = domain.split('.');
  return WHOLE.has(domain) || BY_NAME.has(name);
}
