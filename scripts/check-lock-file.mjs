// What makes `npm ci` work on every system and with every registry: each package that another one names has an entry, the
// optional ones of other systems too, and no entry says where it was fetched from.
import { existsSync, readFileSync } from 'node:fs';

/** One sentence for each fault of the lock file; none when `npm ci` works everywhere. */
export function lockFileComplaints(path) {
  if (!existsSync(path)) return [`${path} is missing`];
  const { packages } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(packages).flatMap(([place, entry]) => [
    ...(entry.resolved === undefined ? [] : [`${place} has "resolved": npm would fetch it from there alone`]),
    ...named(entry)
      .filter((name) => !isFound(packages, place, name))
      .map((name) => `${place || 'package.json'} names ${name}, which has no entry: \`npm ci\` fails`),
  ]);
}

function named({ dependencies, optionalDependencies }) {
  return Object.keys({ ...dependencies, ...optionalDependencies });
}

/** Node looks in the folder of the package itself, then in each folder above it. */
function isFound(packages, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}
