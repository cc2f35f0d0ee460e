// A no-break space and its kin look like a blank, and to YAML they are letters.
const afterColon = /:[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/u;

/** What is said of such a character. */
export const oddBlank = {
  message: 'after this colon is a no-break space, or another character that only looks like a blank',
  cure: 'Replace it with a plain blank.',
} as const;

/** Where in a text a character that only looks like a blank stands after a colon. */
export function oddBlankIn(text: string): number | undefined {
  const found = text.search(afterColon);
  return found === -1 ? undefined : found + 1;
}
