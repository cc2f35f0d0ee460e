// What others wrote gets short names for what is local to a function. Names of functions, methods and properties stay, so that
// a stack trace still says where it was.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** esbuild plugin. */
export const shrinkPackages = {
  name: 'shrink-packages',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), {
        loader: 'js',
        platform: 'node',
        target: build.initialOptions.target,
        charset: 'utf8',
        legalComments: 'none',
        minifyIdentifiers: true,
        minifySyntax: true,
        minifyWhitespace: true,
      });
      return { contents: code, loader: 'js' };
    });
  },
};
