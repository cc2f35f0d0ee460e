// The outputs of the action: never written through a link of the checkout, and only over its own outputs.
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { Refusal } from './inputs.mjs';

/** The full path of an output that an input names. A committed link must not choose what is overwritten. */
export function outputPath({ root, cwd }, name, input) {
  const path = resolve(cwd, name);
  const link = linkOnTheWay(path, root);
  if (link === null) return path;
  throw new Refusal(
    `The input ${input} leads through the link ${relative(root, link) || link} of the checkout. Name the folder that it leads to, or delete the link.`,
  );
}

function linkOnTheWay(path, root) {
  const top = realpathSync(root);
  let here = parse(path).root;
  for (const name of path.slice(here.length).split(sep)) {
    const next = join(here, name);
    const found = lstatSync(next, { throwIfNoEntry: false });
    if (found === undefined) return null;
    if (found.isSymbolicLink() && isInside(realpathSync(here), top)) return next;
    here = next;
  }
  return null;
}

function isInside(folder, top) {
  const way = relative(top, folder);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** Ends the step if there is a file that the action did not write, since it would be deleted. */
export function refuseOthers(path, input, isOwn) {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined || isOwn(textOf(path))) return;
  throw new Refusal(`The input ${input} names a file that capstan did not write: ${path}. Choose another name.`);
}

function textOf(path) {
  return lstatSync(path).isFile() ? readFileSync(path, 'utf8') : null;
}

/** Whether a text is a plan of capstan, or empty. */
export function isPlan(text) {
  try {
    const { formatVersion, digest, changes } = JSON.parse(text);
    return typeof formatVersion === 'number' && typeof digest === 'string' && Array.isArray(changes);
  } catch {
    return text === '';
  }
}

/** Whether a text is a page of capstan, or empty. */
export const isPage = (text) => text === '' || (text ?? '').includes('<meta name="generator" content="capstan">');
