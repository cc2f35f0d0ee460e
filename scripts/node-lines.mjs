// The lines of Node that capstan works on, where their binaries come from, and what a run on one of them came to.

/** Oldest first; the same as in `.github/workflows/ci.yml`. */
export const nodeLines = ['20.19.0', '22', '24', 'latest'];

/** The package that holds the binary itself: what the package `node` fetches by a script of its own. */
export function packageOf(platform, arch) {
  if (platform === 'win32') return `node-win-${arch === 'ia32' ? 'x86' : arch}`;
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${arch}`;
}

/** Passed only if the run says so itself: one that broke off, or that found no test, proves nothing. */
export function reportOf(line, status, output) {
  const counts = output.match(/^\d+ passed, \d+ failed$/gm)?.at(-1);
  if (counts === undefined) return { line, counts: 'broke off', passed: false };
  return { line, counts, passed: status === 0 && !counts.startsWith('0 passed') };
}
