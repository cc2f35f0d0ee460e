/** GitHub's limit for a comment. */
export const commentLimit = 65_536;

/** The length of a text in bytes: no service counts more than that. */
export function lengthOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Collects parts as long as they fit. */
export class Budget {
  readonly #parts: string[] = [];
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  get left(): number {
    return this.#left;
  }

  /** Whether the part fit. One line break is counted with it. */
  take(part: string): boolean {
    const length = lengthOf(part) + 1;
    if (length > this.#left) return false;
    this.#left -= length;
    this.#parts.push(part);
    return true;
  }

  get text(): string {
    return this.#parts.join('\n');
  }
}
