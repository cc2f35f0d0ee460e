// Licences of the packages that are inside the bundled program.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function packageFolders(metafile) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** Stands where a package brings no licence text; a test finds it. */
export const missing = '(no licence file in the package)';

// LICENSE, LICENCE.md, LICENSE-MIT.txt, MIT-LICENSE, COPYING, and the NOTICE that Apache-2.0 wants to be handed on.
const legal = /^(?:[\w.]+-)?(?:un)?(?:licen[cs]es?|copying|notice)(?:[-._].*)?$/i;
const code = /\.(?:[cm]?[jt]sx?|json|map|html?|css)$/i;

/** The licence texts of a package; '' when it brings none. */
export function licenceOf(folder) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && legal.test(entry.name) && !code.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.filter((text) => text !== '').join('\n\n');
}

/** One text: name, version, licence and licence text of each package in the bundle. */
export function thirdPartyText(root, metafile) {
  const parts = packageFolders(metafile).map((folder) => {
    const path = join(root, folder);
    if (!existsSync(join(path, 'package.json'))) return '';
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    return `${name} ${version} (${license ?? 'see below'})\n\n${licenceOf(path) || missing}\n`;
  });
  return `dist/cli.cjs, dist/index.cjs, dist/parser-thread.cjs and dist/parts/ contain code of these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** The packages that such a text names, each as name@version. */
export function bundledPackages(text) {
  const parts = text.slice(text.indexOf('\n')).split(`\n${'-'.repeat(80)}\n`);
  const heads = parts.map((part) => /^(\S+) (\S+) \(/.exec(part.trim()));
  return heads.flatMap((head) => (head === null ? [] : [`${head[1]}@${head[2]}`]));
}
