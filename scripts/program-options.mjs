/** How esbuild makes the program, in parts or as one file. */
export const programOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // Node has them; esbuild would have such an expression made anew at each use.
  supported: { 'regexp-unicode-property-escapes': true },
  // Names stay as they are: a stack trace in a bug report must mean something.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
};
