/** Opens a page, following redirects; without a response when they led back to the console. */
export type Browser = (url: URL, init?: RequestInit) => Promise<{ at: URL; response: Response | undefined }>;

/** Keeps cookies and follows redirects, up to the one that leads back to the console: that one it returns unopened. */
export function browser(redirectUri: string): Browser {
  const cookies = new Map<string, string>();

  return async function open(url, init) {
    let at = url;
    let next = init;
    for (let hops = 0; hops < 10; hops += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(at, { ...next, redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value) cookies.set(name, value);
        else cookies.delete(name);
      }
      const location = response.headers.get('location');
      if (!location) return { at, response };
      at = new URL(location, at);
      next = undefined;
      if (`${at.origin}${at.pathname}` === redirectUri) return { at, response: undefined };
    }
    throw new Error(`Sign-in did not come to an end: it redirected ten times, last to ${at}.`);
  };
}
