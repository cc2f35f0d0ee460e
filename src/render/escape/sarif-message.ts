/** Lines of visible text as the plain text of a SARIF message: `[a](b)` would be a link there, over the end of a line too. */
export function sarifMessage(lines: readonly string[]): string {
  return lines
    .join('\n')
    .split(']')
    .map((part, at, parts) => (parts[at + 1]?.startsWith('(') === true ? part.replaceAll('[', '\\[') : part))
    .join(']');
}
