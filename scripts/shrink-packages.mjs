// What others wrote gets short names for what is local to a function. Names of functions, methods and properties stay, so that
// a stack trace still says where it was.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import { lazyRequires } from './lazy-requires.mjs';

const isOfOclif = /[\\/]@oclif[\\/]core[\\/]/u;

// oclif looks for its package.json at each start, to compare versions of Node. That file is not there; a single executable warns of the search.
const search = /^checkNodeVersion\(\);$/mu;

/** esbuild plugin. */
export const shrinkPackages = {
  name: 'shrink-packages',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const { code } = await transform(isOfOclif.test(path) ? lazyRequires(text.replace(search, '')) : text, {
        loader: 'js',
        platform: 'node',
        target: build.initialOptions.target,
        supported: build.initialOptions.supported,
        legalComments: 'none',
        minifyIdentifiers: true,
        minifySyntax: true,
        minifyWhitespace: true,
      });
      return { contents: code, loader: 'js' };
    });
  },
};
