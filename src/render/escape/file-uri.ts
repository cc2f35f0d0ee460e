/** The path of a file as a URI: relative paths stay relative. */
export function fileUri(path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const encoded = slashed.split('/').map((part) => encodeURIComponent(wellFormed(part)));
  if (slashed.startsWith('/')) return `file://${encoded.join('/')}`;
  return /^[A-Za-z]:\//.test(slashed) ? `file:///${encoded.join('/')}` : encoded.join('/');
}

// A half of a surrogate pair has no bytes, and so no encoding.
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD');
}
