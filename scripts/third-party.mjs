// Licences of the packages that are inside the bundled program.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function packageFolders(metafile) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

function licenceOf(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  return file === undefined ? '(no licence file in the package)' : readFileSync(join(folder, file), 'utf8').trim();
}

/** One text: name, version, licence and licence text of each package in the bundle. */
export function thirdPartyText(root, metafile) {
  const parts = packageFolders(metafile).map((folder) => {
    const path = join(root, folder);
    if (!existsSync(join(path, 'package.json'))) return '';
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    return `${name} ${version} (${license ?? 'see below'})\n\n${licenceOf(path)}\n`;
  });
  return `dist/cli.cjs and dist/parts/ contain code of these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
