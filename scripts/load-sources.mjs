// What sources in TypeScript say, for scripts that run without a build.
import { build } from 'esbuild';

/** The exports of a module that is written here, with paths from the root. */
export async function loadSources(root, contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
