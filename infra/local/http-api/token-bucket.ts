/**
 * Lets `burst` requests through at once and `rate` a second after that.
 * @param now milliseconds of a clock that only goes forward
 */
export function tokenBucket({ rate, burst }: { rate: number; burst: number }, now = () => performance.now()) {
  let tokens = burst;
  let filledAt = now();

  return function take(): boolean {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * rate);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
