// npm run sbom: what the built program is made of, as CycloneDX. npm knows the packages that are installed; the build knows which of them
// are inside. Ends with 1 when one of those is unknown to npm.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledPackages } from './third-party.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
const all = JSON.parse(execFileSync('npm', words, options));
const inside = new Set(bundledPackages(readFileSync(join(root, 'dist/THIRD-PARTY.txt'), 'utf8')));

// Inside they are no option of anything, whatever they were to the one who installed them.
const components = all.components
  .filter((component) => inside.has(component['bom-ref']))
  .map((component) => ({ ...component, scope: 'required' }));
const known = new Set(components.map((component) => component['bom-ref']));
const missing = [...inside].filter((name) => !known.has(name));
const own = all.metadata.component;
const dependencies = all.dependencies
  .filter(({ ref }) => known.has(ref) || ref === own['bom-ref'])
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((name) => known.has(name)) }));
// npm calls the program after the folder that it lies in.
const metadata = { ...all.metadata, component: { ...own, name: 'capstan' } };
console.log(JSON.stringify({ ...all, metadata, components, dependencies }, null, 2));
for (const name of missing) console.error(`${name} is inside of the program, and npm does not know it: run npm ci.`);
process.exitCode = missing.length === 0 ? 0 : 1;
