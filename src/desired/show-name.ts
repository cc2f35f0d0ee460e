const longest = 80;

/** A name from a file as a message shows it: in quotes, cut, and without characters that a terminal would obey. */
export function showName(name: string): string {
  const clean = name.slice(0, longest + 1).replace(/[\p{C}\u2028\u2029]/gu, '?');
  return clean.length > longest ? `"${clean.slice(0, longest)}..."` : `"${clean}"`;
}
