/** What GitHub takes as a comment. */
export const commentLimit = 65_536;

/** The length of a text as the strictest reader counts it: no way of counting gives more than its bytes. */
export function lengthOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Takes parts in as long as there is room for them. */
export class Budget {
  readonly #parts: string[] = [];
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  get left(): number {
    return this.#left;
  }

  /** Whether the part was taken in. One line break is counted with it. */
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
