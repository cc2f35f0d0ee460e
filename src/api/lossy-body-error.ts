/** A replacing body would lose or change something that nobody planned. Nothing was sent. Names keys, never values. */
export class LossyBodyError extends Error {
  override readonly name = 'LossyBodyError';
  /** What is wrong, one line for each key. */
  readonly details: readonly string[];

  constructor(details: readonly string[]) {
    super(`Nothing was sent, since the body would replace more than was planned: ${details.join('; ')}.`);
    this.details = details;
  }
}
