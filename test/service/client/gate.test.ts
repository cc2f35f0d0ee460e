import { describe, expect, it } from 'vitest';
import { createGate, type Entry, type Gate } from '../../../src/service/transport/network.ts';

/** Lets `count` pieces of work in, and hands out the means to end each. */
function crowd(gate: Gate, count: number) {
  const inside: { readonly entry: Entry; readonly leave: () => void }[] = [];
  const all = Array.from({ length: count }, () =>
    gate.pass((entry) => new Promise<void>((leave) => inside.push({ entry, leave }))),
  );
  return { inside, all };
}

/** How many the gate lets in at once now. */
async function widthOf(gate: Gate): Promise<number> {
  const { inside, all } = crowd(gate, 20);
  await settled();
  const width = inside.length;
  while (inside.length > 0) {
    inside.shift()?.leave();
    await settled();
  }
  await Promise.all(all);
  return width;
}

// Longer than any chain of promises inside the gate.
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('the gate', () => {
  it('lets so many in and no more', async () => {
    expect(await widthOf(createGate(10))).toBe(10);
  });

  it('is halved once by one burst, however many of its replies say that it was too much', async () => {
    const gate = createGate(10);
    const { inside, all } = crowd(gate, 10);
    await settled();
    for (const { entry, leave } of inside) {
      gate.narrow(entry);
      leave();
    }
    await Promise.all(all);
    expect(await widthOf(gate)).toBe(5);
  });

  it('is halved again by what came after, down to one', async () => {
    const gate = createGate(10);
    const widths: number[] = [];
    for (let burst = 0; burst < 5; burst += 1) {
      await gate.pass(async (entry) => gate.narrow(entry));
      widths.push(await widthOf(gate));
    }
    expect(widths).toEqual([5, 2, 1, 1, 1]);
  });

  it('lets no one in beyond the new width while the old crowd is still inside', async () => {
    const gate = createGate(4);
    const { inside, all } = crowd(gate, 8);
    await settled();
    const [first] = inside;
    if (first !== undefined) gate.narrow(first.entry);
    const sizes: number[] = [];
    for (let left = 0; left < 8; left += 1) {
      inside[left]?.leave();
      await settled();
      sizes.push(inside.length - left - 1);
    }
    await Promise.all(all);
    expect(sizes).toEqual([3, 2, 2, 2, 2, 2, 1, 0]);
  });

  it('lets the next one in when work fails', async () => {
    const gate = createGate(1);
    await expect(gate.pass(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await widthOf(gate)).toBe(1);
  });

  it('makes room once for work that leaves before it has ended, and says whether another used it', async () => {
    const gate = createGate(1);
    const { inside, all } = crowd(gate, 2);
    await settled();
    const [first] = inside;
    expect(first?.entry.leave()).toBe(true);
    await settled();
    expect(inside).toHaveLength(2);
    first?.leave();
    inside[1]?.leave();
    await Promise.all(all);
    expect(await widthOf(gate)).toBe(1);
    expect(await gate.pass(async ({ leave }) => leave())).toBe(false);
  });
});
