/** Keys are not used in the last fifth of their life: the server counts by its own clock, perhaps from our first byte. */
const SAFE_PART = 0.8;

export function safeLifeMs(declared: { keyLifeSeconds: number } | undefined): number | undefined {
  return declared && Math.floor(declared.keyLifeSeconds * 1_000 * SAFE_PART);
}
