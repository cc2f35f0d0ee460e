import { counted } from './counted.ts';

const small = 150;

/** How much more each work looks at when there is twice as much of everything: 2 when it grows with it, 4 with its square. */
export function growths<T>(inputOf: (size: number) => T, works: readonly ((input: T) => unknown)[]): readonly number[] {
  const [once = [], twice = []] = [small, 2 * small].map((size) => {
    let reads = 0;
    const input = counted(inputOf(size), () => {
      reads += 1;
    });
    return works.map((work) => {
      reads = 0;
      work(input);
      return reads;
    });
  });
  return twice.map((reads, at) => reads / (once[at] || 1));
}

/** Makes what is asked for once for each size: several works then look at the same. */
export function madeOnce<T>(make: (size: number) => T): (size: number) => T {
  const made = new Map<number, T>();
  return (size) => {
    const known = made.get(size) ?? make(size);
    made.set(size, known);
    return known;
  };
}

export function growth<T>(inputOf: (size: number) => T, work: (input: T) => unknown): number {
  return growths(inputOf, [work])[0] ?? 0;
}

// Sorting takes a little more than twice.
export const linear = 2.5;

export function numbered<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function keys<T>(count: number, make: (index: number) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(numbered(count, (index) => [`key_${index}`, make(index)]));
}
