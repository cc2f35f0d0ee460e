import { dirname, join } from 'node:path';
import type { Protection } from '../core/model/desired.ts';
import { byText } from '../core/model/json.ts';
import { protectKeys } from '../generated/protect-keys.ts';
import { validate } from '../generated/validate-protect.js';
import { checkShape } from './check-shape.ts';
import type { LoadedFiles } from './load-files.ts';
import { childOf, itemsOf, type Located, textOf } from './located.ts';
import type { ProblemList } from './problem-list.ts';
import { readYaml } from './read-yaml.ts';
import { foldersUpward, isInside, resolveLinks, showPath } from './repository.ts';
import { readTarget } from './targets.ts';

const protectFileName = 'capstan.protect.yaml';

export type Protections = { readonly protect: readonly Protection[]; readonly files: readonly string[] };

/** Reads every capstan.protect.yaml beside the files and upward to the repository root. All that is found adds up. */
export async function loadProtections(loaded: LoadedFiles, cwd: string, problems: ProblemList): Promise<Protections> {
  const protect: Protection[] = [];
  const files: string[] = [];
  for (const path of await protectFiles(loaded)) {
    const shown = showPath(path, cwd);
    files.push(shown);
    const root = await readYaml({ path, shown, askedAt: null }, problems);
    if (root === undefined) continue;
    checkShape(root, { validate, keys: protectKeys }, problems);
    protect.push(...decodeProtections(root, problems));
  }
  return { protect: protect.sort((a, b) => byText(keyOf(a), keyOf(b))), files };
}

function keyOf({ target, reason }: Protection): string {
  return `${target.text}\n${reason}`;
}

async function protectFiles({ sources, boundary }: LoadedFiles): Promise<readonly string[]> {
  // Beside the name that was given and beside the file that a link leads to: a link must not lose a protection.
  const folders = new Set(
    sources
      .flatMap(({ path, realPath }) => [dirname(path), dirname(realPath)])
      .flatMap((folder) => searched(folder, boundary)),
  );
  const found = new Map<string, string>();
  for (const folder of [...folders].sort(byText)) {
    const path = join(folder, protectFileName);
    const real = await resolveLinks(path);
    if (real !== undefined && !found.has(real)) found.set(real, path);
  }
  return [...found.values()];
}

function searched(folder: string, { folder: root, isRepository }: LoadedFiles['boundary']): readonly string[] {
  if (!isRepository) return [folder];
  const upward = foldersUpward(folder).filter((one) => isInside(one, root));
  return upward.length === 0 ? [folder] : upward;
}

function decodeProtections(root: Located, problems: ProblemList): readonly Protection[] {
  return itemsOf(childOf(root, 'protect')).flatMap((node): readonly Protection[] => {
    const target = readTarget(childOf(node, 'target'), problems);
    const reason = textOf(childOf(node, 'reason'));
    return target === undefined || reason === undefined ? [] : [{ target, reason, source: node.source }];
  });
}
