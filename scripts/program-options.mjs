/** How esbuild makes the program, in parts or as one file. */
export const programOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  charset: 'ascii',
  // Names stay as they are: a stack trace in a bug report must mean something.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
};
