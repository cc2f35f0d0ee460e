// What capstan wrote gets short names for what is local to a function. Names of a file's own functions and classes stay, as do
// those of methods: a stack trace in a bug report must mean something.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import { programOptions } from './program-options.mjs';

// esbuild would shorten private names of methods as well, and the address of a file makes it a module to esbuild.
const leftAlone = /#\w+\(|import\.meta|\bwith\{/;
// As esbuild prints them: imports first, exports last.
const moduleParts = /^((?:import(?:[\w$]|\{[^}]*\}|[ *,])*"[^"]*";)*)(.*?)(export\{[^{}]*\};\s*)?$/s;

/** The JavaScript of a text of TypeScript, with short names for what is local. */
export async function shrunkSource(text, target) {
  const { platform, supported } = programOptions;
  const shared = { platform, target, supported, minifyWhitespace: true };
  const { code } = await transform(text, { ...shared, loader: 'ts', format: 'esm', minifySyntax: true });
  if (leftAlone.test(code)) return code;
  const [, imports, body, exports = ''] = moduleParts.exec(code);
  // Without imports and exports it is a script to esbuild: its names could be used from elsewhere, and stay.
  const small = await transform(body, { ...shared, loader: 'js', minifyIdentifiers: true });
  return imports + small.code + exports;
}

/** esbuild plugin. */
export const shrinkSources = {
  name: 'shrink-sources',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: await shrunkSource(text, build.initialOptions.target), loader: 'js' };
    });
  },
};
