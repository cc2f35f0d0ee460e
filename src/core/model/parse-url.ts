/**
 * The URL that a text means to the parser of browsers; undefined: it means none. `URL.canParse` is no way to ask: in
 * Node 20, once it is called often, it answers false for letters such as "ü".
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
