import { type AddressRange, addressesBeyond, parseRange } from '../../leaf/address-range.ts';

/** A parsed list of ranges: the addresses of each family, and whether an entry cannot be read. */
export type Admitted = {
  readonly 4: readonly AddressRange[];
  readonly 6: readonly AddressRange[];
  readonly isUnderstood: boolean;
};

const families = [4, 6] as const;

export function admittedBy(entries: readonly string[]): Admitted {
  const ranges = entries.map(parseRange);
  const of = (family: 4 | 6) =>
    ranges.filter((range) => range?.family === family).filter((range) => range !== undefined);
  return { 4: of(4), 6: of(6), isUnderstood: !ranges.includes(undefined) };
}

/**
 * The number of addresses from which a list counts as open; our own choice: a sixty-fourth of all that IPv4 has, which
 * is four times the largest networks that belong to one owner; of IPv6, a sixteen-bit prefix, wider than any of those.
 */
const world = { 4: 1n << 26n, 6: 1n << 112n } as const;

/** Whether a list newly admits so many addresses that it is open, however they are cut into ranges. */
export function opensToWorld(before: Admitted, after: Admitted): boolean {
  return families.some((family) => addressesBeyond(after[family], before[family]) >= world[family]);
}

/** Whether every address of the first is in the second. */
export function isWithin(some: Admitted, all: Admitted): boolean {
  return families.every((family) => addressesBeyond(some[family], all[family]) === 0n);
}

/** Whether no address of the first is in the second. */
export function isApart(some: Admitted, all: Admitted): boolean {
  return families.every((family) => addressesBeyond(some[family], all[family]) === addressesBeyond(some[family], []));
}
