// A command would load some hundred small parts, and each file costs Node time to find, read and compile. So parts that are
// loaded together lie in one file, as functions that give the part when it is asked for.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';

/** The outputs of esbuild that an entry loads at once, itself first. `outputs` is that of esbuild's metafile. */
function loadedWith(outputs, entryPoint) {
  const start = Object.keys(outputs).find((path) => outputs[path].entryPoint === entryPoint);
  if (start === undefined) throw new Error(`${entryPoint} is no part of its own`);
  const reached = new Set([start]);
  for (const path of reached)
    for (const { path: next, kind } of outputs[path].imports)
      if (kind === 'import-statement' && outputs[next] !== undefined) reached.add(next);
  return reached;
}

/**
 * The same program in fewer files. `groups` are lists of entries; a part belongs to the first group that loads it.
 * `files` have a `name` below dist, and their `code`.
 */
export function packParts(files, outputs, groups) {
  const packs = new Map();
  const packOf = new Map();
  const parts = new Map(
    files.filter(({ name }) => name.startsWith('parts')).map((file) => [basename(file.name), file]),
  );
  for (const entries of groups) {
    const reached = entries.flatMap((entry) => [...loadedWith(outputs, entry)]).map((path) => basename(path));
    const members = [...new Set(reached)].filter((name) => parts.has(name) && !packOf.has(name)).sort();
    const hash = createHash('sha256').update(members.join()).digest('hex').slice(0, 8).toUpperCase();
    const pack = `pack-${hash}.cjs`;
    for (const name of members) packOf.set(name, pack);
    packs.set(pack, members);
  }
  const rest = files
    .filter(({ name }) => !packOf.has(basename(name)))
    .map(({ name, code }) => ({ name, code: redirected(code, packOf, null) }));
  const packed = [...packs].map(([pack, members]) => ({
    name: `parts/${pack}`,
    code: packText(members.map((name) => [name, redirected(parts.get(name).code, packOf, pack)])),
  }));
  return [...rest, ...packed];
}

/** Asks the packs for what lies in them. `own`: the pack that the code itself lies in. */
function redirected(code, packOf, own) {
  return code.replace(/require\("(\.[^"]*\/)([^"/]+\.cjs)"\)/g, (all, folder, name) => {
    const pack = packOf.get(name);
    if (pack === undefined) return all;
    if (pack === own) return `$part("${name}")`;
    const given = `require("${folder}${pack}")`;
    // Node looks for a file each time that it is asked for it. A bundler follows no other words than these.
    return own === null ? `${given}("${name}")` : `($packs["${pack}"]??=${given})("${name}")`;
  });
}

// In brackets, a function is compiled at once: it will be called.
function packText(members) {
  const functions = members.map(([name, code]) => `"${name}":(function(module){${code}\n})`);
  return `"use strict";const $parts={${functions.join(',')}};const $given={};
module.exports=$part;
const $packs={};
function $part(name){if($given[name]===undefined){const module={exports:{}};$given[name]=module;$parts[name](module)}return $given[name].exports}
`;
}
