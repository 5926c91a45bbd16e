/**
 * Whether a Host header names this machine. Any other name is a page elsewhere whose DNS was turned to 127.0.0.1
 * (DNS rebinding): the browser would hand it our answers.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host ?? '');
}
