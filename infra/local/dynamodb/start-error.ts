/** The local run cannot start; the message is one sentence that says what to do about it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
